package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class PopulationStabilityIndexTest {
    private static final double[] CERTIFIED = {3.1, 4.1, 5.9, 2.6, 5.3, 5.8, 9.7, 9.3, 2.3, 8.4, 6.2, 6.4};
    private static final double[] CANDIDATE = {5.0, 2.8, 8.4, 9.9, 7.1, 9.9, 8.7, 5.1, 9.5};

    @Test
    void agreesWithNumPy() {
        // e = np.unique(np.quantile(c, [.25,.5,.75])); s = lambda v:
        // (np.bincount(np.searchsorted(e, v), minlength=4) + .5) / (len(v) + 2); np.sum((s(d)-s(c)) *
        // np.log(s(d)/s(c)))
        assertThat(PopulationStabilityIndex.of(CERTIFIED, CANDIDATE, 4)).isCloseTo(0.7129941137761, within(1e-12));
    }

    @Test
    void isZeroForTheSameSampleAndForConstants() {
        assertThat(PopulationStabilityIndex.of(CERTIFIED, CERTIFIED, 10)).isZero();
        assertThat(PopulationStabilityIndex.of(new double[] {1, 1, 1}, new double[] {1, 1, 1}, 10))
                .isZero();
    }

    @Test
    void staysFiniteWhenNoBinIsShared() {
        assertThat(PopulationStabilityIndex.of(CERTIFIED, new double[] {100, 101}, 10))
                .isFinite()
                .isPositive();
    }

    @Test
    void refusesASingleBinAndEmptySamples() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PopulationStabilityIndex.of(CERTIFIED, CANDIDATE, 1))
                .withMessageContaining("bins");
        assertThatIllegalArgumentException().isThrownBy(() -> PopulationStabilityIndex.of(new double[0], CANDIDATE, 4));
    }
}
