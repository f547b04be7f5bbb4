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
        // t.test(y)$conf.int
        assertThat(alone.interval(0.95).low()).isCloseTo(-0.0461903449479236, within(1e-10));
        assertThat(alone.interval(0.95).high()).isCloseTo(0.3961903449479236, within(1e-10));
    }

    @Test
    void comparesTaskByTask() {
        double[] certified = {.5, .5, .9, .4, .45, .6, .25, .2};
        double[] candidate = {.6, .9, .7, .7, .5, .5, .5, .8};

        ClusteredStandardError paired = ClusteredStandardError.paired(certified, candidate);

        assertThat(paired.mean()).isCloseTo(0.175, within(1e-14));
        assertThat(paired.standardError()).isCloseTo(0.0935414346693485, within(1e-14));
    }

    @Test
    void growsWhenClustersMoveTogether() {
        double[] together = {1, 1, 1, 1, 0, 0, 0, 0};
        int[] clusters = {1, 1, 2, 2, 3, 3, 4, 4};

        assertThat(ClusteredStandardError.of(together, clusters).standardError())
                .isGreaterThan(ClusteredStandardError.of(together).standardError());
    }

    @Test
    void refusesOneClusterAndUnpairedInput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusteredStandardError.of(new double[] {1, 2}, new int[] {7, 7}))
                .withMessageContaining("at least 2, but is 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusteredStandardError.of(new double[] {1, 2}, new int[] {7}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusteredStandardError.paired(new double[2], new double[3]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClusteredStandardError.of(new double[] {1, Double.NaN}))
                .withMessageContaining("values[1]");
    }
}
