package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class HolmTest {
    @Test
    void agreesWithRInTheOrderOfTheInput() {
        // p.adjust(c(.01, .04, .03, .005, .5), "holm")
        assertThat(Holm.adjust(new double[] {.01, .04, .03, .005, .5}))
                .containsExactly(new double[] {.04, .09, .09, .025, .5}, within(1e-15));
    }

    @Test
    void leavesASingleHypothesisAlone() {
        assertThat(Holm.adjust(new double[] {0.02})).containsExactly(0.02);
    }

    @Test
    void neverExceedsOne() {
        assertThat(Holm.adjust(new double[] {0.9, 0.8, 0.7})).containsOnly(1.0);
    }

    @Test
    void refusesWhatIsNotAProbability() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Holm.adjust(new double[] {0.1, Double.NaN}))
                .withMessageContaining("p[1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Holm.adjust(new double[0]))
                .withMessageContaining("no values");
    }
}
