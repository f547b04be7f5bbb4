package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListedSubsetTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 2, 10", "6, 3, 20", "7, 1, 7", "10, 10, 1", "13, 5, 1287", "31, 2, 465"})
    void drawsEverySubsetEquallyOften(int size, int chosen, int subsets) {
        var dice = new Dice(RandomSource.L64_X128_MIX.create(1L));
        var subset = new ListedSubset(size, chosen);
        var drawn = new long[1_000];
        Map<Long, Long> times = new HashMap<>();

        for (int i = 0; i < subsets; i++) {
            subset.fill(drawn, dice);
            for (long bits : drawn) {
                times.merge(bits, 1L, Long::sum);
            }
        }

        assertThat(times.keySet())
                .hasSize(subsets)
                .allMatch(bits -> Long.bitCount(bits) == chosen && bits >>> size == 0);
        long[] counts = times.values().stream().mapToLong(Long::longValue).toArray();
        assertThat(subsets == 1 ? 1 : ChiSquareTest.withDefaults().test(counts).getPValue())
                .isGreaterThan(0.001);
    }

    @Test
    void listsTenOfTwentyButNotTwelveOfTwentyFour() {
        assertThat(ListedSubset.isPossible(20, 10)).isTrue();
        assertThat(ListedSubset.isPossible(24, 12)).isFalse();
        assertThat(ListedSubset.isPossible(32, 1)).isFalse();
    }
}
