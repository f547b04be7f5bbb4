package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class ClusteredStandardErrorTest {
    private static final double[] CHANGES = {.1, .4, -.2, .3, .05, -.1, .25, .6};
    private static final int[] DOCUMENTS = {1, 1, 2, 2, 3, 3, 3, 4};

    @Test
    void agreesWithRsSandwich() {
        // y <- c(.1,.4,-.2,.3,.05,-.1,.25,.6); g <- c(1,1,2,2,3,3,3,4)
        // sqrt(sandwich::vcovCL(lm(y ~ 1), cluster = g))
        assertThat(ClusteredStandardError.of(CHANGES, DOCUMENTS).standardError())
                .isCloseTo(0.0879452954966893, within(1e-14));
    }

    @Test
    void isTheUsualStandardErrorWhenEveryValueStandsAlone() {
        ClusteredStandardError alone = ClusteredStandardError.of(CHANGES);

        // sd(y) / sqrt(8)
        assertThat(alone.standardError()).isCloseTo(0.0935414346693485, within(1e-14));
    }

    @Test
    void countsWhatClustersAreWorth() {
        int[] pairs = {0, 0, 1, 1, 2, 2, 3, 3};
        int[] unequal = {0, 0, 0, 0, 1, 1, 2, 3};

        // all alike in a cluster: four independent values, and so little where nothing varies at all
        assertThat(ClusteredStandardError.effectiveSize(new double[] {1, 1, 1, 1, 0, 0, 0, 0}, pairs))
                .isEqualTo(4);
        assertThat(ClusteredStandardError.effectiveSize(new double[8], pairs)).isEqualTo(4);
        // (4 + 2 + 1 + 1)^2 / (16 + 4 + 1 + 1)
        assertThat(ClusteredStandardError.effectiveSize(new double[8], unequal)).isCloseTo(64 / 22.0, within(1e-12));
        // opposite in a cluster: never worth more than independent ones
        assertThat(ClusteredStandardError.effectiveSize(new double[] {1, 0, 0, 1, 1, 0, 0, 1}, pairs))
                .isEqualTo(8);
        // 8 * (0.0935414346693485 / 0.0879452954966893)^2 would be 9.05
        assertThat(ClusteredStandardError.effectiveSize(CHANGES, DOCUMENTS)).isEqualTo(8);
    }

    @Test
    void growsWhenClustersMoveTogether() {
        double[] together = {1, 1, 1, 1, 0, 0, 0, 0};
        int[] clusters = {1, 1, 2, 2, 3, 3, 4, 4};

        assertThat(ClusteredStandardError.of(together, clusters).standardError())
                .isGreaterThan(ClusteredStandardError.of(together).standardError());
    }

    @Test
    void refusesOneClusterAndValuesWithoutOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusteredStandardError.of(new double[] {1, 2}, new int[] {7, 7}))
                .withMessageContaining("at least 2, but is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusteredStandardError.of(new double[] {1, 2}, new int[] {7}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusteredStandardError.of(new double[] {1, Double.NaN}))
                .withMessageContaining("values[1]");
    }
}
