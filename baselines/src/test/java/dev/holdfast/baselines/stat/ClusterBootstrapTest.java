package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.ForkJoinPool;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ClusterBootstrapTest {
    private static final double[][] BEFORE = rows(.9, .8, .7, .95, .6, .85, .75, .5, .4, .9);
    private static final double[][] AFTER = rows(.7, .8, .65, .9, .65, .6, .7, .35, .45, .6);

    @Test
    void agreesWithSciPyOnTheDifferenceOfMeans() {
        Interval interval = new ClusterBootstrap(Statistic.MEAN, 99_999, 1)
                .difference(BEFORE, AFTER)
                .interval(0.95);

        // stats.bootstrap((a,b), lambda a,b,axis=-1: np.mean(b,axis)-np.mean(a,axis), paired=True,
        //                 method='BCa', n_resamples=999_999, confidence_level=.95)
        assertThat(interval.low()).isCloseTo(-0.18, within(0.0051));
        assertThat(interval.high()).isCloseTo(-0.035, within(0.0051));
        assertThat(interval.method()).startsWith("BCa");
    }

    @Test
    void agreesWithSciPyOnTheRatioOfMeans() {
        Interval interval = new ClusterBootstrap(Statistic.MEAN, 99_999, 2)
                .ratio(BEFORE, AFTER)
                .interval(0.9);

        // the same with np.mean(b,axis)/np.mean(a,axis) and confidence_level=.9
        assertThat(interval.low()).isCloseTo(0.7908496732026145, within(0.003));
        assertThat(interval.high()).isCloseTo(0.9436619718309859, within(0.003));
    }

    @Test
    void agreesWithSciPyOnTheDifferenceOfQuantiles() {
        Interval interval = new ClusterBootstrap(Statistic.P90, 99_999, 3)
                .difference(BEFORE, AFTER)
                .interval(0.95);

        // the same with np.quantile(b,.9,axis)-np.quantile(a,.9,axis), n_resamples=199_999, confidence_level=.95
        assertThat(interval.low()).isCloseTo(-0.2, within(0.0051));
        assertThat(interval.high()).isCloseTo(-0.005, within(0.0051));
    }

    @Test
    void coversTheTruthAboutAsOftenAsItSays() {
        int covered = 0;
        for (int seed = 0; seed < 500; seed++) {
            RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
            // skewed changes with mean 1: an exponential step a task
            double[] before = random.doubles(60).toArray();
            double[] after = new double[60];
            Arrays.setAll(after, i -> before[i] + random.nextExponential());
            Interval interval = new ClusterBootstrap(Statistic.MEAN, 999, seed)
                    .difference(rows(before), rows(after))
                    .interval(0.9);
            covered += interval.low() <= 1 && interval.high() >= 1 ? 1 : 0;
        }

        // R: qbinom(c(.0005, .9995), 500, .9) is 426 to 471; some 2 points less is usual with 60 skewed tasks
        assertThat(covered).isBetween(418, 471);
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void answersTheSameOnAnyNumberOfThreads(Statistic statistic) throws Exception {
        var bootstrap = new ClusterBootstrap(statistic, 1000, 4);

        try (var one = new ForkJoinPool(1);
                var seven = new ForkJoinPool(7)) {
            var alone = one.submit(() -> bootstrap.ratio(BEFORE, AFTER).interval(0.95))
                    .get();
            var shared = seven.submit(() -> bootstrap.ratio(BEFORE, AFTER).interval(0.95))
                    .get();
            assertThat(alone).isEqualTo(shared);
        }
    }

    @ParameterizedTest
    @EnumSource(Statistic.class)
    void takesTasksWithDifferentNumbersOfReplays(Statistic statistic) {
        double[][] certified = {{1, 2, 3}, {4}, {5, 6}};
        double[][] candidate = {{1}, {2, 4, 6, 8}, {7}};

        Interval interval = new ClusterBootstrap(statistic, 500, 5)
                .difference(certified, candidate)
                .interval(0.9);

        assertThat(interval.low()).isLessThanOrEqualTo(interval.high());
    }

    @Test
    void keepsClustersTogether() {
        // 20 tasks in 5 clusters; those of a cluster changed alike
        double[] changes = {.1, .4, -.2, .3, .05};
        double[][] before = new double[20][];
        double[][] after = new double[20][];
        int[] clusters = new int[20];
        Arrays.setAll(clusters, task -> task / 4);
        Arrays.setAll(before, _ -> new double[] {1});
        Arrays.setAll(after, task -> new double[] {1 + changes[task / 4]});
        var bootstrap = new ClusterBootstrap(Statistic.MEAN, 20_000, 9);

        Interval together = bootstrap.difference(before, after, clusters).interval(0.9);

        // as the five clusters by themselves
        Interval five = bootstrap
                .difference(rows(1, 1, 1, 1, 1), rows(1.1, 1.4, .8, 1.3, 1.05))
                .interval(0.9);
        assertThat(together.low()).isCloseTo(five.low(), within(0.01));
        assertThat(together.high()).isCloseTo(five.high(), within(0.01));
        assertThat(bootstrap.difference(before, after).interval(0.9).low()).isGreaterThan(together.low());
    }

    @Test
    void hasNoWidthWhenAllTasksMovedAlike() {
        Interval interval = new ClusterBootstrap(Statistic.MEAN, 200, 6)
                .difference(new double[][] {{1}, {1}, {1}}, new double[][] {{2}, {2}, {2}})
                .interval(0.95);

        assertThat(interval.low()).isEqualTo(1);
        assertThat(interval.high()).isEqualTo(1);
    }

    @Test
    void handlesAHundredThousandTasks() {
        double[][] certified = rows(
                RandomGeneratorFactory.getDefault().create(1).doubles(100_000).toArray());
        double[][] candidate = rows(
                RandomGeneratorFactory.getDefault().create(2).doubles(100_000).toArray());

        Interval interval = new ClusterBootstrap(Statistic.MEAN, 200, 7)
                .difference(certified, candidate)
                .interval(0.99);

        assertThat(interval.low()).isLessThan(0.002);
        assertThat(interval.high()).isGreaterThan(-0.002);
    }

    @Test
    void refusesOneTaskNoResamplesAndRatiosOfZero() {
        var bootstrap = new ClusterBootstrap(Statistic.MEAN, 100, 8);
        assertThatIllegalArgumentException().isThrownBy(() -> new ClusterBootstrap(Statistic.MEAN, 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.difference(rows(1), rows(2)).interval(0.95))
                .withMessageContaining("at least 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.ratio(rows(1, 2), rows(2, 0)).interval(0.95))
                .withMessageContaining("0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap.difference(BEFORE, AFTER).interval(1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bootstrap
                        .difference(rows(1, Double.POSITIVE_INFINITY), rows(2, 1))
                        .interval(0.95));
    }

    private static double[][] rows(double... values) {
        return Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
    }
}
