package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RankingTest {
    @Test
    void keepsTheOrderOfTies() {
        assertThat(Ranking.ascending(new double[] {2, 1, 2, 0, 1, 2})).containsExactly(3, 1, 4, 0, 2, 5);
        assertThat(Ranking.ascending(new double[0])).isEmpty();
    }

    @Test
    void putsNegativeZeroBeforeZero() {
        assertThat(Ranking.ascending(new double[] {0, -0.0, -1})).containsExactly(2, 1, 0);
    }
}
