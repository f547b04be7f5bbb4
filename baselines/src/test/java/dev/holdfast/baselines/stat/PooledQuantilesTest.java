package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Quantiles found by counting, for relabelling and for resampling, are those found by sorting.
final class PooledQuantilesTest {
    private static final Statistic[] QUANTILES = {Statistic.MEDIAN, Statistic.P90, Statistic.P95, Statistic.P99};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void areThoseOfEachSideUnderItsLabels(long seed) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        double[][] certified = scores(random);
        double[][] candidate = scores(random, certified.length);

        for (var statistic : QUANTILES) {
            var quantiles = RelabelledQuantiles.of(statistic.probability(), new TaskScores(certified, candidate));

            assertThat(quantiles.observed())
                    .isCloseTo(statistic.of(candidate) - statistic.of(certified), within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void areThoseOfTheTasksThatWereDrawn(long seed) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        double[][] certified = scores(random);
        double[][] candidate = scores(random, certified.length);
        int[] drawn = random.ints(certified.length, 0, certified.length).toArray();
        var again = Arrays.stream(drawn).mapToObj(task -> candidate[task]).toArray(double[][]::new);
        var before = Arrays.stream(drawn).mapToObj(task -> certified[task]).toArray(double[][]::new);

        for (var statistic : QUANTILES) {
            var contrast =
                    ResampledContrast.of(statistic, new TaskScores(certified, candidate), (was, is) -> 1000 * was + is);

            assertThat(contrast.of(drawn)).isCloseTo(1000 * statistic.of(before) + statistic.of(again), within(1e-9));
        }
    }

    private static double[][] scores(RandomGenerator random) {
        return scores(random, random.nextInt(1, 40));
    }

    /// Of few different values in every second suite, so that there are ties.
    private static double[][] scores(RandomGenerator random, int tasks) {
        boolean rounded = random.nextBoolean();
        return IntStream.range(0, tasks)
                .mapToObj(_ -> random.doubles(random.nextInt(1, 12))
                        .map(x -> rounded ? Math.rint(4 * x) / 4 : x)
                        .toArray())
                .toArray(double[][]::new);
    }
}
