package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RunSpreadTest {

    private static List<Surprise> runs(double standardDeviation, double jumpAfter50) {
        SplittableRandom random = new SplittableRandom(5);
        List<Surprise> surprises = new ArrayList<>();
        for (int run = 1; run <= 100; run++) {
            surprises.add(new Surprise(run, standardDeviation * random.nextGaussian() + (run > 50 ? jumpAfter50 : 0)));
        }
        return surprises;
    }

    @Test
    void isOneWhereRunsScatterAsReplaysDo() {
        assertThat(RunSpread.of(1, runs(1, 0))).isEqualTo(1);
    }

    @Test
    void learnsThatRunsScatterMore() {
        assertThat(RunSpread.of(1, runs(2, 0))).isBetween(2.0, 4.0);
    }

    @Test
    void isHardlyMovedByTheChangeThatIsLookedFor() {
        assertThat(RunSpread.of(1, runs(1, 6))).isEqualTo(1, within(0.1));
    }

    @Test
    void neverFallsBelowWhatWasDeclared() {
        assertThat(RunSpread.of(3, List.of())).isEqualTo(3);
        assertThat(RunSpread.of(3, runs(0.1, 0))).isEqualTo(3);
    }

    @Test
    void shrinksSurprisesToTheWorseOnly() {
        assertThat(RunSpread.moderated(4, 4)).isEqualTo(2);
        assertThat(RunSpread.moderated(-4, 4)).isEqualTo(-4);
    }
}
