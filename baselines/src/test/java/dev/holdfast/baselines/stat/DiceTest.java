package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DiceTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 15, 252, 3003})
    void throwsEveryNumberEquallyOften(int bound) {
        var dice = new Dice(RandomSource.L64_X128_MIX.create(1L));
        var thrown = new long[bound];

        for (int i = 0; i < 1_000 * bound; i++) {
            thrown[dice.below(bound)]++;
        }

        assertThat(bound == 1 ? 1 : ChiSquareTest.withDefaults().test(thrown).getPValue())
                .isGreaterThan(0.001);
    }

    @Test
    void throwsAgainWhatWouldFavourSomeNumbers() {
        // of 65,536 numbers, 65,536 mod 3 = 1 is one too many for a fair throw below 3: the number 0
        UniformRandomProvider quarters = () -> 0xFFFF_0000_0000_0000L;

        assertThat(new Dice(quarters).below(3)).isEqualTo(2);
    }

    @Test
    void reachesTheHighestIntegers() {
        var dice = new Dice(RandomSource.L64_X128_MIX.create(2L));
        int above = 0;

        for (int i = 0; i < 10_000; i++) {
            above += dice.below(Integer.MAX_VALUE) > Integer.MAX_VALUE / 2 ? 1 : 0;
        }

        // R: qbinom(c(.0005, .9995), 10000, .5)
        assertThat(above).isBetween(4835, 5165);
    }
}
