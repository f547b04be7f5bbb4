package dev.holdfast.reports.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGeneratorFactory;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AxisTest {
    @Test
    void ticksAtRoundNumbers() {
        assertThat(Axis.around(-.534, 0, .308).ticks("%.1f"::formatted))
                .extracting(Axis.Tick::label)
                .containsExactly("-0.4", "-0.2", "0.0", "0.2");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hasRoomForEveryValueAndFewTicks(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var scale = Math.pow(10, (double) (seed % 20) - 10);
        var values = random.doubles(5, -scale, scale).toArray();

        var axis = Axis.around(values);

        assertThat(DoubleStream.of(values).boxed()).allMatch(value -> axis.share(value) > 0 && axis.share(value) < 1);
        assertThat(axis.ticks(String::valueOf)).hasSizeBetween(2, 6);
    }

    @Test
    void standsOneValueAndNoneAndEndlessOnes() {
        assertThat(Axis.around(0).share(0)).isEqualTo(.5);
        assertThat(Axis.around().ticks(String::valueOf)).isNotEmpty();
        assertThat(Axis.around(1, 2, Double.POSITIVE_INFINITY, Double.NaN).share(Double.POSITIVE_INFINITY))
                .isEqualTo(1);
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }
}
