package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class BenjaminiHochbergTest {
    @Test
    void agreesWithRInTheOrderOfTheInput() {
        // p.adjust(c(.01, .04, .03, .005, .5), "BH")
        assertThat(BenjaminiHochberg.adjust(new double[] {.01, .04, .03, .005, .5}))
                .containsExactly(new double[] {.025, .05, .05, .025, .5}, within(1e-15));
    }

    @Test
    void neverAsksForMoreThanHolm() {
        double[] p = {.01, .04, .03, .005, .5, .2, .06};
        double[] mild = BenjaminiHochberg.adjust(p);
        double[] strict = Holm.adjust(p);

        for (int i = 0; i < p.length; i++) {
            assertThat(mild[i]).isBetween(p[i], strict[i]);
        }
    }

    @Test
    void refusesWhatIsNotAProbability() {
        assertThatIllegalArgumentException().isThrownBy(() -> BenjaminiHochberg.adjust(new double[] {1.1}));
    }
}
