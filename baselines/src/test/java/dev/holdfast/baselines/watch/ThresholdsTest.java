package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ThresholdsTest {

    private static final AlarmBudget BUDGET = Examples.FIVE_PERCENT_IN_100_RUNS;

    @Test
    void areTheAverageRunLengthWhereTheyAreGuaranteed() {
        Thresholds thresholds = Thresholds.of(BUDGET, Assurance.GUARANTEED, 1);

        assertThat(1 / thresholds.certificate() + 1 / thresholds.recentPast()).isEqualTo(0.05 / 100, within(1e-12));
    }

    @Test
    void areLowerWhenCalibratedThanWhenGuaranteed() {
        Thresholds calibrated = Thresholds.of(BUDGET, Assurance.CALIBRATED, 1);
        Thresholds guaranteed = Thresholds.of(BUDGET, Assurance.GUARANTEED, 1);

        assertThat(calibrated.certificate()).isLessThan(guaranteed.certificate());
        assertThat(calibrated.recentPast()).isLessThan(guaranteed.recentPast());
    }

    @Test
    void keepTheBudgetOnFreshNoise() {
        Thresholds thresholds = Thresholds.of(BUDGET, Assurance.CALIBRATED, 1);
        SplittableRandom random = new SplittableRandom(2);
        Mean alarms = new Mean();
        double[] surprises = new double[100];
        for (int path = 0; path < 10_000; path++) {
            for (int run = 0; run < surprises.length; run++) {
                surprises[run] = random.nextGaussian();
            }
            alarms.add(ShiftSums.peak(surprises) >= thresholds.certificate() ? 1 : 0);
        }

        // four fifths of the budget, and 4 standard errors of both simulations
        assertThat(alarms.mean()).isEqualTo(0.04, within(0.01));
    }

    @Test
    void riseAsTheBudgetShrinks() {
        AlarmBudget year = new AlarmBudget(1, 1460);

        double one = Thresholds.of(year, Assurance.CALIBRATED, 1).certificate();
        double forty = Thresholds.of(year.sharedBy(40), Assurance.CALIBRATED, 1).certificate();

        assertThat(forty).isGreaterThan(20 * one);
    }

    @Test
    void areTheSameForTheSameSeed() {
        assertThat(Thresholds.of(BUDGET, Assurance.CALIBRATED, 7))
                .isEqualTo(Thresholds.of(BUDGET, Assurance.CALIBRATED, 7));
    }

    @Test
    void refuseToBeNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Thresholds(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Thresholds(1, Double.NaN));
    }
}
