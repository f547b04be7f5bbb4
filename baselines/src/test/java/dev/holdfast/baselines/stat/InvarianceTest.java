package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What must not change a result, and what must move it one way, on random suites.
final class InvarianceTest {
    private static final WithinTaskPermutation MEANS = new WithinTaskPermutation(Statistic.MEAN, false, 999, 1);
    private static final ClusterBootstrap BOOTSTRAP = new ClusterBootstrap(Statistic.MEAN, 999, 1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theExactTestDoesNotCareInWhichOrderTasksStandNorForTasksThatNeverVary(long seed) {
        List<TaskCounts> tasks = counts(30, seed);
        List<TaskCounts> shuffled = new java.util.ArrayList<>(tasks);
        Collections.shuffle(shuffled, new Random(seed));
        List<TaskCounts> padded = Stream.concat(
                        tasks.stream(), Stream.of(new TaskCounts(7, 7, 2, 2), new TaskCounts(0, 3, 0, 9)))
                .toList();

        double p = StratifiedExactTest.fewerSuccesses(tasks).p();

        assertThat(StratifiedExactTest.fewerSuccesses(shuffled).p()).isCloseTo(p, within(1e-12));
        assertThat(StratifiedExactTest.fewerSuccesses(padded).p()).isCloseTo(p, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theExactTestCountsFailuresAsItCountsSuccesses(long seed) {
        List<TaskCounts> tasks = counts(30, seed);
        List<TaskCounts> failures = tasks.stream()
                .map(task -> new TaskCounts(
                        task.certifiedReplays() - task.certifiedSuccesses(),
                        task.certifiedReplays(),
                        task.newReplays() - task.newSuccesses(),
                        task.newReplays()))
                .toList();

        assertThat(StratifiedExactTest.moreSuccesses(failures).p())
                .isCloseTo(StratifiedExactTest.fewerSuccesses(tasks).p(), within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void thePermutationDoesNotCareForUnitsNorForWhatATaskIsWorth(long seed) {
        double[][] certified = scores(20, 4, seed);
        double[][] candidate = scores(20, 2, seed + 100);

        double p = MEANS.test(certified, candidate).pLess();

        assertThat(MEANS.test(scaled(certified, 60), scaled(candidate, 60)).pLess())
                .isEqualTo(p);
        assertThat(MEANS.test(lifted(certified), lifted(candidate)).pLess()).isEqualTo(p);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void thePermutationsPFallsAsTheCandidateFalls(long seed) {
        double[][] certified = scores(20, 4, seed);
        double[][] candidate = scores(20, 2, seed + 100);

        double[] p = DoubleStream.of(0, 0.1, 0.2, 0.3, 0.4)
                .map(drop -> MEANS.test(certified, shifted(candidate, -drop)).pLess())
                .toArray();

        assertThat(IntStream.range(1, p.length)).allMatch(i -> p[i] <= p[i - 1]);
        assertThat(p[4]).isLessThan(p[0]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theBootstrapFollowsAShiftAndAUnit(long seed) {
        double[][] certified = scores(25, 3, seed);
        double[][] candidate = scores(25, 2, seed + 100);

        Interval interval = BOOTSTRAP.difference(certified, candidate).interval(0.9);
        Interval shifted =
                BOOTSTRAP.difference(certified, shifted(candidate, 2)).interval(0.9);
        Interval scaled = BOOTSTRAP
                .difference(scaled(certified, 60), scaled(candidate, 60))
                .interval(0.9);
        Interval ratio = BOOTSTRAP.ratio(certified, candidate).interval(0.9);
        Interval sameRatio =
                BOOTSTRAP.ratio(scaled(certified, 60), scaled(candidate, 60)).interval(0.9);

        assertThat(shifted.low()).isCloseTo(interval.low() + 2, within(1e-9));
        assertThat(shifted.high()).isCloseTo(interval.high() + 2, within(1e-9));
        assertThat(scaled.low()).isCloseTo(60 * interval.low(), within(1e-9));
        assertThat(sameRatio.high()).isCloseTo(ratio.high(), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theBootstrapWidensWithItsLevel(long seed) {
        double[][] certified = scores(25, 3, seed);
        double[][] candidate = scores(25, 2, seed + 100);

        Interval ninety = BOOTSTRAP.difference(certified, candidate).interval(0.9);
        Interval ninetyFive = BOOTSTRAP.difference(certified, candidate).interval(0.95);

        assertThat(ninetyFive.low()).isLessThanOrEqualTo(ninety.low());
        assertThat(ninetyFive.high()).isGreaterThanOrEqualTo(ninety.high());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theDiscrepancyDoesNotCareWhichSymbolsStandForWhich(long seed) {
        int[][][] certified = completions(8, 4, seed);
        int[][][] candidate = completions(8, 3, seed + 100);
        var test = new MmdHamming(499, 1);

        assertThat(test.test(renamed(certified), renamed(candidate))).isEqualTo(test.test(certified, candidate));
    }

    private static List<TaskCounts> counts(int tasks, long seed) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        return IntStream.range(0, tasks)
                .mapToObj(_ -> new TaskCounts(random.nextInt(11), 10, random.nextInt(4), 3))
                .toList();
    }

    /// Eighths, so that units and shifts are exact and ties stay ties.
    private static double[][] scores(int tasks, int replays, long seed) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        return IntStream.range(0, tasks)
                .mapToObj(_ ->
                        random.ints(replays, 8, 17).mapToDouble(i -> i / 8.0).toArray())
                .toArray(double[][]::new);
    }

    private static int[][][] completions(int prompts, int samples, long seed) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        return IntStream.range(0, prompts)
                .mapToObj(_ -> IntStream.range(0, samples)
                        .mapToObj(_ -> random.ints(12, 0, 3).toArray())
                        .toArray(int[][]::new))
                .toArray(int[][][]::new);
    }

    private static int[][][] renamed(int[][][] completions) {
        return Arrays.stream(completions)
                .map(prompt -> Arrays.stream(prompt)
                        .map(symbols -> IntStream.of(symbols)
                                .map(symbol -> 1000 - 7 * symbol)
                                .toArray())
                        .toArray(int[][]::new))
                .toArray(int[][][]::new);
    }

    /// Each task by another amount.
    private static double[][] lifted(double[][] scores) {
        return IntStream.range(0, scores.length)
                .mapToObj(task ->
                        DoubleStream.of(scores[task]).map(x -> x + 16 * task).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] shifted(double[][] scores, double by) {
        return Arrays.stream(scores)
                .map(task -> DoubleStream.of(task).map(x -> x + by).toArray())
                .toArray(double[][]::new);
    }

    private static double[][] scaled(double[][] scores, double by) {
        return Arrays.stream(scores)
                .map(task -> DoubleStream.of(task).map(x -> x * by).toArray())
                .toArray(double[][]::new);
    }
}
