package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WassersteinTest {
    @Test
    void agreesWithSciPy() {
        // stats.wasserstein_distance([1.2,3.4,2.2,8.1,0.3], [2.0,2.2,9.5])
        assertThat(Wasserstein.distance(new double[] {1.2, 3.4, 2.2, 8.1, 0.3}, new double[] {2.0, 2.2, 9.5}))
                .isCloseTo(1.686666666666667, within(1e-14));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheShiftOfAShiftedSampleInAnyUnit(long seed) {
        double[] seconds =
                RandomGeneratorFactory.getDefault().create(seed).doubles(101).toArray();
        double[] later = DoubleStream.of(seconds).map(x -> x + 0.25).toArray();
        double[] millis = DoubleStream.of(seconds).map(x -> x * 1000).toArray();

        assertThat(Wasserstein.distance(seconds, later)).isCloseTo(0.25, within(1e-12));
        assertThat(Wasserstein.distance(later, seconds)).isCloseTo(0.25, within(1e-12));
        assertThat(Wasserstein.distance(
                        millis, DoubleStream.of(later).map(x -> x * 1000).toArray()))
                .isCloseTo(250, within(1e-9));
        assertThat(Wasserstein.distance(seconds, seconds)).isZero();
    }

    @Test
    void measuresSinglePoints() {
        assertThat(Wasserstein.distance(new double[] {3}, new double[] {-1})).isEqualTo(4);
    }

    @Test
    void refusesEmptyAndUndefinedSamples() {
        assertThatIllegalArgumentException().isThrownBy(() -> Wasserstein.distance(new double[0], new double[] {1}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Wasserstein.distance(new double[] {1}, new double[] {Double.NaN}));
    }
}
