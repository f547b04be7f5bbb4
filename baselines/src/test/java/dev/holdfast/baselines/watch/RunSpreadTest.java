package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RunSpreadTest {

    private static final CertifiedScatter TEN_ALIKE = new CertifiedScatter(1, 9);

    private static List<Surprise> runs(double standardDeviation, double jumpAfter50) {
        SplittableRandom random = new SplittableRandom(5);
        List<Surprise> surprises = new ArrayList<>();
        for (int run = 1; run <= 100; run++) {
            surprises.add(new Surprise(run, standardDeviation * random.nextGaussian() + (run > 50 ? jumpAfter50 : 0)));
        }
        return surprises;
    }

    @Test
    void isOneWhereManyRunsScatterAsReplaysDo() {
        assertThat(RunSpread.of(TEN_ALIKE, runs(1, 0)).quantile(0.6)).isEqualTo(1);
    }

    @Test
    void learnsThatRunsScatterMoreThoughTheCertifiedOnesDidNot() {
        assertThat(RunSpread.of(TEN_ALIKE, runs(2, 0)).quantile(0.5)).isBetween(2.0, 5.5);
    }

    @Test
    void isHardlyMovedByTheChangeThatIsLookedFor() {
        assertThat(RunSpread.of(TEN_ALIKE, runs(1, 6)).quantile(0.6)).isEqualTo(1);
    }

    @Test
    void reckonsWithMoreTheFewerRunsWereCertified() {
        double two = RunSpread.of(new CertifiedScatter(3, 1), List.of()).quantile(0.95);
        double eleven = RunSpread.of(new CertifiedScatter(3, 10), List.of()).quantile(0.95);

        assertThat(RunSpread.of(CertifiedScatter.UNKNOWN, List.of()).quantile(0.95))
                .isGreaterThan(RunSpread.of(TEN_ALIKE, List.of()).quantile(0.95));
        assertThat(eleven).isBetween(5.0, 14.0);
        assertThat(two).isGreaterThan(eleven);
    }

    @Test
    void bringsSurprisesOnBothSidesNearerAndKeepsTheirOrder() {
        RunSpread spread = RunSpread.of(new CertifiedScatter(4, 9), List.of());

        assertThat(spread.moderated(4)).isBetween(1.2, 2.0);
        assertThat(spread.moderated(-4)).isEqualTo(-spread.moderated(4));
        assertThat(spread.moderated(0)).isEqualTo(0, within(1e-9));
        assertThat(spread.moderated(5)).isGreaterThan(spread.moderated(4));
    }

    @Test
    void leavesSurprisesAloneWhereRunsAreKnownToBeAlike() {
        RunSpread alike = RunSpread.of(new CertifiedScatter(1, 1_000), List.of());

        assertThat(alike.moderated(3)).isEqualTo(3, within(1e-9));
        assertThat(alike.moderated(-8)).isEqualTo(-8, within(1e-6));
    }
}
