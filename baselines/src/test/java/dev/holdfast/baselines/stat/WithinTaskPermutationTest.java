package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WithinTaskPermutationTest {
    private static final double[] BEFORE = {.9, .8, .7, .95, .6, .85, .75, .5, .4, .9};
    private static final double[] AFTER = {.7, .8, .65, .9, .65, .6, .7, .35, .45, .6};
    private static final int MANY = 99_999;
    /// Four standard errors of a simulated p-value of .03 from 99,999 permutations.
    private static final double SIMULATION = 0.0022;

    @Test
    void agreesWithSciPyInOneTask() {
        double[][] certified = {{12.1, 9.8, 11.4, 10.2, 13.3}};
        double[][] candidate = {{11.9, 14.2, 13.8, 15.1}};

        // x=[12.1,9.8,11.4,10.2,13.3]; y=[11.9,14.2,13.8,15.1]; d=lambda a,b: np.mean(b)-np.mean(a)
        // stats.permutation_test((x,y), d, permutation_type='independent', alternative='greater',
        // n_resamples=np.inf)
        var means = new WithinTaskPermutation(Statistic.MEAN, false, MANY, 1).test(certified, candidate);
        assertThat(means.pGreater()).isCloseTo(0.0238095238095238, within(SIMULATION));
        assertThat(means.pLess()).isCloseTo(0.984126984126984, within(SIMULATION));
        // the same with d=lambda a,b: np.median(b)-np.median(a)
        var medians = new WithinTaskPermutation(Statistic.MEDIAN, false, MANY, 2).test(certified, candidate);
        assertThat(medians.pGreater()).isCloseTo(0.0238095238095238, within(SIMULATION));
        assertThat(medians.pLess()).isEqualTo(1);
    }

    @Test
    void agreesWithSciPyInPairs() {
        var result = new WithinTaskPermutation(Statistic.MEAN, false, MANY, 3).test(rows(BEFORE), rows(AFTER));

        // a=[.9,.8,.7,.95,.6,.85,.75,.5,.4,.9]; b=[.7,.8,.65,.9,.65,.6,.7,.35,.45,.6]
        // stats.permutation_test((a,b), d, permutation_type='samples', alternative='less', n_resamples=np.inf)
        assertThat(result.pLess()).isCloseTo(0.03125, within(SIMULATION));
        assertThat(result.pGreater()).isCloseTo(0.98828125, within(SIMULATION));
        assertThat(result.difference()).isCloseTo(-0.095, within(1e-12));
    }

    @Test
    void agreesWithSciPyOnTheLogScale() {
        var result = new WithinTaskPermutation(Statistic.MEAN, true, MANY, 4).test(rows(BEFORE), rows(AFTER));

        // stats.permutation_test((np.log(a),np.log(b)), d, permutation_type='samples', alternative='less',
        // n_resamples=np.inf)
        assertThat(result.pLess()).isCloseTo(0.033203125, within(SIMULATION));
        assertThat(result.difference()).isCloseTo(-0.13611034961770474, within(1e-12));
    }

    @Test
    void agreesWithSciPyWhereATaskHasTooManyRelabellingsToList() {
        double[][] certified = {{.42, .55, .61, .48, .70, .39, .66, .58, .51, .45}};
        double[][] candidate = {{.44, .37, .52, .60, .33, .41, .49, .36, .57, .40}};

        // stats.permutation_test((x,y), d, permutation_type='independent', alternative='less', n_resamples=np.inf)
        // with d as above, and with d=lambda a,b: np.quantile(b,.9)-np.quantile(a,.9)
        assertThat(new WithinTaskPermutation(Statistic.MEAN, false, MANY, 12)
                        .test(certified, candidate)
                        .pLess())
                .isCloseTo(0.03465110740652536, within(SIMULATION));
        assertThat(new WithinTaskPermutation(Statistic.P90, false, MANY, 13)
                        .test(certified, candidate)
                        .pLess())
                .isCloseTo(0.08275779947606574, within(0.0035));
    }

    @Test
    void agreesWithEnumerationOverTasksOfUnequalSize() {
        double[][] certified = {{3, 5, 4}, {9, 12}};
        double[][] candidate = {{6, 7}, {10, 15, 14}};

        // itertools.combinations of each task's 5 scores, itertools.product of both: 100 relabellings; the share with
        // np.mean([np.mean(v)-np.mean(u) for u,v in tasks]) at least as in the data, and with np.quantile(pooled,.9)
        var means = new WithinTaskPermutation(Statistic.MEAN, false, MANY, 14).test(certified, candidate);
        assertThat(means.difference()).isEqualTo(2.5);
        assertThat(means.pGreater()).isCloseTo(0.05, within(0.003));
        var quantiles = new WithinTaskPermutation(Statistic.P90, false, MANY, 15).test(certified, candidate);
        assertThat(quantiles.difference()).isCloseTo(3.8, within(1e-12));
        assertThat(quantiles.pGreater()).isCloseTo(0.2, within(0.0051));
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void swapsItsTailsWithTheSides(Statistic statistic) {
        double[][] certified = random(30, 5, 1, 0);
        double[][] candidate = random(30, 5, 2, 0.1);
        var test = new WithinTaskPermutation(statistic, false, 999, 5);

        assertThat(test.test(certified, candidate).difference())
                .isEqualTo(-test.test(candidate, certified).difference());
        assertThat(test.test(certified, candidate).pGreater())
                .isCloseTo(test.test(candidate, certified).pLess(), within(0.08));
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void doesNotDependOnUnits(Statistic statistic) {
        double[][] seconds = random(20, 4, 3, 0);
        double[][] slower = random(20, 2, 4, 0.2);
        var test = new WithinTaskPermutation(statistic, true, 999, 6);

        assertThat(test.test(scaled(seconds, 1000), scaled(slower, 1000)).pGreater())
                .isEqualTo(test.test(seconds, slower).pGreater());
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void answersTheSameOnAnyNumberOfThreads(Statistic statistic) throws Exception {
        double[][] certified = random(20, 4, 5, 0);
        double[][] candidate = random(20, 2, 6, 0.1);
        var test = new WithinTaskPermutation(statistic, false, 1000, 7);

        try (var one = new ForkJoinPool(1);
                var seven = new ForkJoinPool(7)) {
            var alone = one.submit(() -> test.test(certified, candidate)).get();
            var shared = seven.submit(() -> test.test(certified, candidate)).get();
            assertThat(alone).isEqualTo(shared);
        }
    }

    @Test
    void keepsItsLevelWhenNothingChanged() {
        int rejected = 0;
        for (int seed = 0; seed < 1000; seed++) {
            var test = new WithinTaskPermutation(Statistic.MEAN, false, 199, seed);
            double p = test.test(random(10, 3, 1000 + seed, 0), random(10, 1, 5000 + seed, 0))
                    .pGreater();
            rejected += p <= 0.05 ? 1 : 0;
        }

        // R: qbinom(c(.0005, .9995), 1000, .05)
        assertThat(rejected).isBetween(29, 75);
    }

    @Test
    void keepsItsLevelWhenItStopsEarly() {
        int rejected = 0;
        for (int seed = 0; seed < 1000; seed++) {
            var test = new WithinTaskPermutation(Statistic.MEAN, false, 4999, seed);
            double p = test.pGreater(random(10, 3, 1000 + seed, 0), random(10, 1, 5000 + seed, 0));
            rejected += p <= 0.05 ? 1 : 0;
        }

        // R: qbinom(c(.0005, .9995), 1000, .05)
        assertThat(rejected).isBetween(29, 75);
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void stopsEarlyOnlyWhereNothingIsToBeFound(Statistic statistic) {
        double[][] certified = random(60, 5, 1, 0);
        double[][] slower = random(60, 2, 2, 0.4);
        double[][] same = random(60, 2, 3, 0);
        var test = new WithinTaskPermutation(statistic, false, 9_999, 11);

        assertThat(test.pGreater(certified, slower)).isEqualTo(1e-4);
        assertThat(test.pLess(slower, certified)).isEqualTo(1e-4);
        assertThat(test.pLess(certified, slower)).isEqualTo(1);
        assertThat(test.pGreater(certified, same))
                .isCloseTo(test.test(certified, same).pGreater(), within(0.15));
    }

    @Test
    void countsAllPermutationsWhereTheTailIsSmall() {
        double[][] certified = random(30, 5, 1, 0);
        double[][] slower = random(30, 2, 2, 0.08);
        var test = new WithinTaskPermutation(Statistic.MEAN, false, 9_999, 11);

        double p = test.pGreater(certified, slower);

        // multiples of 1e-4, four standard errors around .0013
        assertThat(p).isCloseTo(0.0013, within(0.0015));
        assertThat(p * 10_000).isCloseTo(Math.rint(p * 10_000), within(1e-9));
        assertThat(test.test(certified, slower).pGreater()).isCloseTo(0.0013, within(0.0015));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void findsAShiftThatTaskDifferencesWouldHide(long seed) {
        double[][] certified = random(40, 5, seed, 0);
        double[][] candidate = random(40, 1, seed + 100, -0.15);
        for (int task = 0; task < 40; task++) {
            // tasks differ from each other by far more than the shift
            double level = 10 * task;
            certified[task] =
                    DoubleStream.of(certified[task]).map(x -> x + level).toArray();
            candidate[task] =
                    DoubleStream.of(candidate[task]).map(x -> x + level).toArray();
        }

        assertThat(new WithinTaskPermutation(Statistic.MEAN, false, 999, seed)
                        .test(certified, candidate)
                        .pLess())
                .isLessThan(0.02);
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void saysNothingAboutConstantScores(Statistic statistic) {
        double[][] constant = {{0.1, 0.1, 0.1}, {0.7, 0.7, 0.7}};

        var result = new WithinTaskPermutation(statistic, false, 99, 8).test(constant, constant);

        assertThat(result).isEqualTo(new WithinTaskPermutation.Result(0, 1, 1));
    }

    @Test
    void treatsEqualSumsInAnotherOrderAsTies() {
        double[][] certified = {{0.1, 0.2, 0.3}, {0.3, 0.1, 0.2}};
        double[][] candidate = {{0.3, 0.2, 0.1}, {0.2, 0.1, 0.3}};

        var result = new WithinTaskPermutation(Statistic.MEAN, false, MANY, 9).test(certified, candidate);

        assertThat(result.pGreater()).isCloseTo(result.pLess(), within(0.01));
        assertThat(result.pGreater()).isGreaterThan(0.5);
    }

    @Test
    void refusesEmptyUnequalAndUnboundedInput() {
        var test = new WithinTaskPermutation(Statistic.MEAN, true, 99, 10);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WithinTaskPermutation(Statistic.MEAN, false, 0, 1))
                .withMessageContaining("0");
        assertThatIllegalArgumentException().isThrownBy(() -> test.test(new double[0][], new double[0][]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(new double[][] {{}}, new double[][] {{1}}))
                .withMessageContaining("certified[0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(new double[][] {{1}}, new double[][] {{Double.NaN}}))
                .withMessageContaining("candidate[0][0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> test.test(new double[][] {{1}}, new double[][] {{0}}))
                .withMessageContaining("log scale");
        assertThatIllegalArgumentException().isThrownBy(() -> test.test(rows(BEFORE), random(3, 1, 1, 0)));
    }

    private static double[][] rows(double[] values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }

    private static double[][] random(int tasks, int replicates, long seed, double shift) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        var scores = new double[tasks][];
        for (int task = 0; task < tasks; task++) {
            scores[task] = random.doubles(replicates, 1 + shift, 1.5 + shift).toArray();
        }
        return scores;
    }

    private static double[][] scaled(double[][] scores, double factor) {
        return Arrays.stream(scores)
                .map(row -> DoubleStream.of(row).map(x -> x * factor).toArray())
                .toArray(double[][]::new);
    }
}
