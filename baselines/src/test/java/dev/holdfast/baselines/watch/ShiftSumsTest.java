package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ShiftSumsTest {

    @Test
    void hasMeanOneAfterOneRunOfAnUnchangedAgent() {
        // the normal density integrated on a fine grid: E exp(m z - m²/2) = 1 for every shift m
        double mean = 0;
        double step = 1e-3;
        for (double z = -12; z <= 12; z += step) {
            double density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
            mean += step * density * ShiftSums.total(ShiftSums.after(ShiftSums.none(), new double[] {z}, 1e300));
        }

        assertThat(mean).isEqualTo(1, within(1e-6));
    }

    @Test
    void settlesWhereNothingSurprises() {
        List<Double> sums = ShiftSums.none();
        for (int run = 0; run < 10_000; run++) {
            sums = ShiftSums.after(sums, new double[] {0}, 1e300);
        }

        assertThat(ShiftSums.total(sums)).isLessThan(5);
    }

    @Test
    void growsWithEverySurpriseAndStopsAtTheCeiling() {
        List<Double> sums = ShiftSums.none();
        for (int run = 0; run < 20; run++) {
            List<Double> next = ShiftSums.after(sums, new double[] {3}, 5_000);
            assertThat(ShiftSums.total(next)).isGreaterThanOrEqualTo(ShiftSums.total(sums));
            sums = next;
        }

        assertThat(ShiftSums.total(sums)).isEqualTo(5_000, within(1e-6));
    }

    @Test
    void seesASmallLastingShift() {
        SplittableRandom random = new SplittableRandom(1);
        List<Double> sums = ShiftSums.none();
        for (int run = 0; run < 60; run++) {
            sums = ShiftSums.after(sums, new double[] {0.8 + random.nextGaussian()}, 1e300);
        }

        assertThat(ShiftSums.total(sums)).isGreaterThan(1_000);
    }
}
