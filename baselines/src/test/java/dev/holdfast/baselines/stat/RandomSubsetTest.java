package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RandomSubsetTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 2, 10", "6, 3, 20", "7, 1, 7", "8, 3, 56", "9, 4, 126", "10, 0, 1", "10, 10, 1"})
    void drawsEverySubsetEquallyOften(int size, int chosen, int subsets) {
        var dice = new Dice(RandomSource.L64_X128_MIX.create(1L));
        var subset = new RandomSubset(size, chosen);
        Map<Long, Long> times = new HashMap<>();

        for (int i = 0; i < 1_000 * subsets; i++) {
            times.merge(subset.next(dice)[0], 1L, Long::sum);
        }

        assertThat(times.keySet())
                .hasSize(subsets)
                .allMatch(bits -> Long.bitCount(bits) == chosen && bits >>> size == 0);
        long[] counts = times.values().stream().mapToLong(Long::longValue).toArray();
        assertThat(subsets == 1 ? 1 : ChiSquareTest.withDefaults().test(counts).getPValue())
                .isGreaterThan(0.001);
    }

    @ParameterizedTest
    @CsvSource({"64, 32", "65, 20", "100, 50", "100, 3", "130, 129", "1000, 333"})
    void drawsEveryMemberEquallyOftenInSeveralWords(int size, int chosen) {
        var dice = new Dice(RandomSource.L64_X128_MIX.create(2L));
        var subset = new RandomSubset(size, chosen);
        var times = new long[size];

        for (int i = 0; i < 20_000; i++) {
            long[] bits = subset.next(dice);
            int count = 0;
            for (int member = 0; member < size; member++) {
                int is = (int) (bits[member >>> 6] >>> member & 1);
                times[member] += is;
                count += is;
            }
            assertThat(count).isEqualTo(chosen);
        }

        // variances of draws without replacement are smaller, so the test is on the safe side
        double expected = 20_000.0 * chosen / size;
        double error = Math.sqrt(expected * (1 - (double) chosen / size));
        assertThat(LongStream.of(times)).allMatch(count -> Math.abs(count - expected) < 5 * error + 1);
    }

    @Test
    void takesNothingFromNothing() {
        assertThat(new RandomSubset(1, 0).next(new Dice(() -> -1))).containsExactly(0);
    }
}
