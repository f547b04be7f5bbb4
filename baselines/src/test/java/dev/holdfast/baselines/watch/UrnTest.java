package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class UrnTest {

    private static final Offset<Double> EXACT = within(1e-12);

    @Test
    void drawsFailuresAsTheHypergeometricDistributionDoes() {
        // 10 certified with 3 failures, 3 new with 1: R: dhyper(0:3, 4, 9, 3)
        Urn urn = Urn.of(Tally.ofSuccesses(7, 10), Tally.ofSuccesses(2, 3));

        double[] chances = urn.chances(new int[] {1, 0});

        assertThat(chances).hasSize(4);
        assertThat(chances[0]).isEqualTo(84.0 / 286, EXACT);
        assertThat(chances[1]).isEqualTo(144.0 / 286, EXACT);
        assertThat(chances[2]).isEqualTo(54.0 / 286, EXACT);
        assertThat(chances[3]).isEqualTo(4.0 / 286, EXACT);
        assertThat(urn.drawnPoints(new int[] {1, 0})).isEqualTo(1);
    }

    @Test
    void drawsGradesWithoutReplacement() {
        // levels 0, 10, 20 with 1, 2, 1 replays; two drawn; points 2, 1, 0: sums over the 6 pairs by hand
        Urn urn = Urn.of(Scale.graded().tally(0, 0.5), Scale.graded().tally(0.5, 1));

        double[] chances = urn.chances(new int[] {2, 1, 0});

        assertThat(chances[1]).isEqualTo(2 / 6.0, EXACT);
        assertThat(chances[2]).isEqualTo(2 / 6.0, EXACT);
        assertThat(chances[3]).isEqualTo(2 / 6.0, EXACT);
    }

    @Test
    void staysFiniteAfterYearsOfReplays() {
        Urn urn = Urn.of(Tally.ofSuccesses(900_000, 1_000_000), Tally.ofSuccesses(150, 200));

        double[] chances = urn.chances(new int[] {1, 0});

        double mean = 0;
        for (int failures = 0; failures < chances.length; failures++) {
            mean += failures * chances[failures];
        }
        assertThat(mean).isEqualTo(200 * 100_050.0 / 1_000_200, within(1e-6));
    }

    @Test
    void saysNothingOfATaskThatNeverVariedOrIsNew() {
        assertThat(Urn.of(Tally.ofSuccesses(5, 5), Tally.ofSuccesses(1, 1)).isInformative())
                .isFalse();
        assertThat(Urn.of(Tally.NONE, Tally.ofSuccesses(1, 2)).isInformative()).isFalse();
        assertThat(Urn.of(Tally.ofSuccesses(5, 5), Tally.ofSuccesses(0, 1)).isInformative())
                .isTrue();
    }
}
