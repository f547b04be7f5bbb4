package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NewcombePairedTest {
    /// GPT-3.5 and GPT-4, March against June 2023 (Chen, Zaharia and Zou 2023), from the published generations:
    /// items, correct in March, correct in both, correct in June only, and the interval by an independent program.
    @ParameterizedTest
    @CsvSource({
        "500, 153, 83, 158, .1180, .2322", // happy, GPT-3.5
        "500, 418, 149, 27, -.5340, -.4291", // happy, GPT-4
        "50, 23, 21, 3, -.0730, .1120", // code cleaned, GPT-3.5
        "50, 26, 24, 11, .0403, .3083", // code cleaned, GPT-4
        "50, 11, 1, 0, -.3318, -.0806", // code directly runs, GPT-3.5
        "50, 26, 3, 2, -.5636, -.2437", // code directly runs, GPT-4
        "1506, 1420, 1382, 74, .0102, .0381", // opinion response, GPT-3.5
        "1506, 1470, 352, 0, -.7636, -.7192", // opinion response, GPT-4
        "1000, 496, 343, 419, .2215, .3091", // prime, GPT-3.5
        "1000, 840, 364, 147, -.3725, -.2836", // prime, GPT-4
        "100, 2, 2, 6, .0086, .1263", // sensitive response, GPT-3.5
        "100, 21, 5, 0, -.2430, -.0879", // sensitive response, GPT-4
    })
    void reproducesTheDriftOfGpt(int n, int march, int both, int juneOnly, double low, double high) {
        double[] certified = zeroOne(n, march);
        double[] candidate = zeroOne(n, both);
        Arrays.fill(candidate, march, march + juneOnly, 1);

        Interval interval = NewcombePaired.of(certified, candidate, 0.95);

        assertThat(interval.low()).isCloseTo(low, within(0.00005));
        assertThat(interval.high()).isCloseTo(high, within(0.00005));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void mirrorsWhenTheSidesAreSwapped(long seed) {
        RandomGenerator random = RandomGeneratorFactory.getDefault().create(seed);
        double[] certified = random.doubles(25).toArray();
        double[] candidate = random.doubles(25).toArray();

        Interval forwards = NewcombePaired.of(certified, candidate, 0.9);
        Interval backwards = NewcombePaired.of(candidate, certified, 0.9);

        assertThat(forwards.low()).isCloseTo(-backwards.high(), within(1e-12));
        assertThat(forwards.high()).isCloseTo(-backwards.low(), within(1e-12));
    }

    @Test
    void narrowsWhenTasksMoveTogether() {
        double[] certified = zeroOne(40, 20);
        double[] together = zeroOne(40, 18);
        double[] apart = new double[40];
        Arrays.fill(apart, 22, 40, 1);

        assertThat(width(NewcombePaired.of(certified, together, 0.95)))
                .isLessThan(width(NewcombePaired.of(certified, apart, 0.95)));
    }

    @Test
    void keepsUncertaintyWhenEveryTaskPassesTwice() {
        Interval interval = NewcombePaired.of(zeroOne(20, 20), zeroOne(20, 20), 0.95);

        assertThat(interval.low()).isNegative();
        assertThat(interval.high()).isPositive();
    }

    @Test
    void acceptsOneTaskAndStaysInRange() {
        Interval interval = NewcombePaired.of(new double[] {1}, new double[] {0}, 0.95);

        assertThat(interval.low()).isGreaterThanOrEqualTo(-1);
        assertThat(interval.high()).isLessThanOrEqualTo(1);
    }

    @Test
    void treatsRepeatedFractionsAsConstant() {
        double[] certified = new double[1000];
        Arrays.fill(certified, 0.1 + 0.2);
        double[] candidate =
                RandomGeneratorFactory.getDefault().create(3).doubles(1000).toArray();

        assertThat(NewcombePaired.of(certified, candidate, 0.95).low()).isFinite();
    }

    @Test
    void refusesScoresOutsideTheUnitIntervalAndUnequalSuites() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewcombePaired.of(new double[] {Double.NaN}, new double[] {1}, 0.95))
                .withMessageContaining("certified[0]")
                .withMessageContaining("NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewcombePaired.of(new double[] {0.5}, new double[] {1.2}, 0.95))
                .withMessageContaining("1.2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewcombePaired.of(new double[2], new double[3], 0.95))
                .withMessageContaining("2 certified tasks meet 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewcombePaired.of(new double[0], new double[0], 0.95))
                .withMessageContaining("no values");
    }

    private static double[] zeroOne(int n, int ones) {
        var scores = new double[n];
        Arrays.fill(scores, 0, ones, 1);
        return scores;
    }

    private static double width(Interval interval) {
        return interval.high() - interval.low();
    }
}
