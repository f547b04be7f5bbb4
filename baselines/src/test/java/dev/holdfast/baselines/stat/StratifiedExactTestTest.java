package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.BinomialTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StratifiedExactTestTest {
    private static final double DIGITS = 1e-8;

    @Test
    void agreesWithRInTenReplicatesATask() {
        List<TaskCounts> tasks = List.of(
                new TaskCounts(9, 10, 7, 10),
                new TaskCounts(10, 10, 8, 10),
                new TaskCounts(5, 10, 4, 10),
                new TaskCounts(10, 10, 9, 10));

        // t <- array(c(9,1,7,3, 10,0,8,2, 5,5,4,6, 10,0,9,1), dim=c(2,2,4))
        // mantelhaen.test(aperm(t,c(2,1,3)), exact=TRUE, alternative="greater")$p.value
        assertThat(StratifiedExactTest.fewerSuccesses(tasks).p())
                .isCloseTo(0.0676701711453681, withinPercentage(DIGITS));
        // the same with alternative="less"
        assertThat(StratifiedExactTest.moreSuccesses(tasks).p()).isCloseTo(0.982542823886737, withinPercentage(DIGITS));
    }

    @Test
    void agreesWithRWhereSidesHaveDifferentSizes() {
        List<TaskCounts> tasks = List.of(
                new TaskCounts(5, 5, 2, 3),
                new TaskCounts(4, 5, 1, 3),
                new TaskCounts(3, 5, 3, 3),
                new TaskCounts(5, 5, 0, 3),
                new TaskCounts(2, 5, 1, 3));

        // s <- c(5,4,3,5,2); x <- c(2,1,3,0,1); t <- array(rbind(s,5-s,x,3-x), dim=c(2,2,5))
        // mantelhaen.test(aperm(t,c(2,1,3)), exact=TRUE, alternative="greater")$p.value
        assertThat(StratifiedExactTest.fewerSuccesses(tasks).p())
                .isCloseTo(0.060559381995783, withinPercentage(DIGITS));
        // the same with alternative="less"
        assertThat(StratifiedExactTest.moreSuccesses(tasks).p()).isCloseTo(0.987715333861542, withinPercentage(DIGITS));
    }

    @ParameterizedTest
    @CsvSource({
        // phyper(12, 60, 140, 100)
        "48, 100, 12, 100, 1.61733538814907e-08",
        // phyper(2, 60, 140, 100)
        "58, 100, 2, 100, 2.01557270687021e-20",
        // phyper(0, 600, 1400, 1000)
        "600, 1000, 0, 1000, 6.55744389058539e-239",
    })
    void keepsItsDigitsFarOutInTheTail(int certified, int replicates, int successes, int replays, double expected) {
        List<TaskCounts> oneTask = List.of(new TaskCounts(certified, replicates, successes, replays));

        assertThat(StratifiedExactTest.fewerSuccesses(oneTask).p()).isCloseTo(expected, withinPercentage(DIGITS));
    }

    @Test
    void countsHalfOfTheObservedOutcomeInMidP() {
        Tail tail = StratifiedExactTest.fewerSuccesses(List.of(new TaskCounts(48, 100, 12, 100)));

        // phyper(12, 60, 140, 100) - .5 * dhyper(12, 60, 140, 100)
        assertThat(tail.midP()).isCloseTo(9.22029201734511e-09, withinPercentage(DIGITS));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "5, 0", "16, 0", "23, 2", "10, 10", "476, 147", "3, 40"})
    void isMcNemarsExactTestWithOneReplayEach(int regressed, int fixed) {
        var tasks = new ArrayList<TaskCounts>();
        tasks.addAll(Collections.nCopies(regressed, new TaskCounts(1, 1, 0, 1)));
        tasks.addAll(Collections.nCopies(fixed, new TaskCounts(0, 1, 1, 1)));
        tasks.addAll(Collections.nCopies(7, new TaskCounts(1, 1, 1, 1)));
        tasks.addAll(Collections.nCopies(9, new TaskCounts(0, 1, 0, 1)));

        BinomialTest oneSided = BinomialTest.withDefaults().with(AlternativeHypothesis.LESS_THAN);
        double mcNemar = oneSided.test(regressed + fixed, fixed, 0.5).getPValue();

        assertThat(StratifiedExactTest.fewerSuccesses(tasks).p()).isCloseTo(mcNemar, withinPercentage(DIGITS));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void agreesWithEnumerationOnRandomTasks(long seed) {
        List<TaskCounts> tasks =
                randomTasks(6, RandomGeneratorFactory.getDefault().create(seed));

        assertThat(StratifiedExactTest.fewerSuccesses(tasks).p())
                .isCloseTo(enumerated(tasks), withinPercentage(DIGITS));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void splitsTheWholeProbabilityBetweenTheTwoSides(long seed) {
        List<TaskCounts> tasks =
                randomTasks(40, RandomGeneratorFactory.getDefault().create(seed));
        Tail fewer = StratifiedExactTest.fewerSuccesses(tasks);
        Tail more = StratifiedExactTest.moreSuccesses(tasks);

        assertThat(fewer.midP() + more.midP()).isCloseTo(1, within(1e-12));
        assertThat(fewer.p() + more.p()).isGreaterThanOrEqualTo(1);
        Collections.shuffle(tasks, new Random(seed));
        assertThat(StratifiedExactTest.fewerSuccesses(tasks).p()).isCloseTo(fewer.p(), withinPercentage(DIGITS));
    }

    @Test
    void shrinksWithEveryFurtherFailure() {
        double previous = 1.1;
        for (int successes = 10; successes >= 0; successes--) {
            double p = StratifiedExactTest.fewerSuccesses(
                            List.of(new TaskCounts(9, 10, successes, 10), new TaskCounts(5, 10, 5, 10)))
                    .p();
            assertThat(p).isLessThan(previous);
            previous = p;
        }
    }

    @Test
    void saysNothingWhereNoTaskVaries() {
        List<TaskCounts> constant = List.of(new TaskCounts(10, 10, 1, 1), new TaskCounts(0, 10, 0, 1));

        assertThat(StratifiedExactTest.fewerSuccesses(constant)).isEqualTo(new Tail(1, 0.5));
        assertThat(StratifiedExactTest.moreSuccesses(constant)).isEqualTo(new Tail(1, 0.5));
    }

    @Test
    void neverReportsAProbabilityOfZero() {
        List<TaskCounts> hopeless = Collections.nCopies(1000, new TaskCounts(10, 10, 0, 10));

        assertThat(StratifiedExactTest.fewerSuccesses(hopeless).p()).isPositive();
    }

    @Test
    void handlesAHundredThousandTasksOfTenKinds() {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(7);
        List<TaskCounts> tasks = randomTasks(100_000, random);

        Tail tail = assertTimeout(Duration.ofSeconds(5), () -> StratifiedExactTest.fewerSuccesses(tasks));

        assertThat(tail.p()).isBetween(1e-6, 1.0);
    }

    @Test
    void answersTheSameOnAnyNumberOfThreads() throws Exception {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(8);
        var uneven = new ArrayList<TaskCounts>();
        for (int i = 0; i < 500; i++) {
            int replays = random.nextInt(1, 30);
            uneven.add(new TaskCounts(random.nextInt(9, 21), 20, random.nextInt(replays), replays));
        }

        try (var one = new ForkJoinPool(1);
                var seven = new ForkJoinPool(7)) {
            Tail alone =
                    one.submit(() -> StratifiedExactTest.fewerSuccesses(uneven)).get();
            Tail shared = seven.submit(() -> StratifiedExactTest.fewerSuccesses(uneven))
                    .get();
            assertThat(alone).isEqualTo(shared);
        }
    }

    @Test
    void refusesAnEmptySuite() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StratifiedExactTest.fewerSuccesses(List.of()))
                .withMessageContaining("at least one task");
    }

    /// Tasks whose replays all succeed with the task's own probability.
    private static List<TaskCounts> randomTasks(int count, RandomGenerator random) {
        var tasks = new ArrayList<TaskCounts>();
        for (int i = 0; i < count; i++) {
            double rate = random.nextDouble();
            int certified = successes(10, rate, random);
            tasks.add(new TaskCounts(certified, 10, successes(4, rate, random), 4));
        }
        return tasks;
    }

    private static int successes(int replays, double rate, RandomGenerator random) {
        int successes = 0;
        for (int i = 0; i < replays; i++) {
            successes += random.nextDouble() < rate ? 1 : 0;
        }
        return successes;
    }

    /// Every combination of new successes, weighted by binomial coefficients.
    private static double enumerated(List<TaskCounts> tasks) {
        int observed = tasks.stream().mapToInt(TaskCounts::newSuccesses).sum();
        return enumerated(tasks, 0, observed);
    }

    private static double enumerated(List<TaskCounts> tasks, int from, int budget) {
        if (from == tasks.size()) {
            return budget >= 0 ? 1 : 0;
        }
        TaskCounts task = tasks.get(from);
        int total = task.certifiedSuccesses() + task.newSuccesses();
        double p = 0;
        for (int x = Math.max(0, total - 10); x <= Math.min(4, total); x++) {
            double weight = choose(4, x) * choose(10, total - x) / choose(14, total);
            p += weight * enumerated(tasks, from + 1, budget - x);
        }
        return p;
    }

    private static double choose(int n, int k) {
        double result = 1;
        for (int i = 1; i <= k; i++) {
            result = result * (n - k + i) / i;
        }
        return result;
    }
}
