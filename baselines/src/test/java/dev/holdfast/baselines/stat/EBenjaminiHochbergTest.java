package dev.holdfast.baselines.stat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EBenjaminiHochbergTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.03, 0.06, 0.1, 0.2, 0.5, 0.99})
    void rejectsWhatTheDefinitionRejects(double alpha) {
        double[] e = {40, 1, 100, 3, 25, 0};
        double[] descending = {100, 40, 25, 3, 1, 0};
        int rejected = 0;
        for (int k = 1; k <= 6; k++) {
            // k* is the largest k with k · e_[k] / K ≥ 1 / α
            rejected = k * descending[k - 1] / 6 >= 1 / alpha ? k : rejected;
        }

        double[] adjusted = EBenjaminiHochberg.adjust(e);

        assertThat(Arrays.stream(adjusted).filter(value -> value <= alpha)).hasSize(rejected);
    }

    @Test
    void isMarkovsInequalityForOneHypothesis() {
        assertThat(EBenjaminiHochberg.adjust(new double[] {20})).containsExactly(new double[] {0.05}, within(1e-15));
    }

    @Test
    void acceptsAnInfiniteEValueAndNoEvidence() {
        assertThat(EBenjaminiHochberg.adjust(new double[] {Double.POSITIVE_INFINITY, 0}))
                .containsExactly(0.0, 1.0);
    }

    @Test
    void refusesNegativeAndUndefinedEvidence() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EBenjaminiHochberg.adjust(new double[] {1, -1}))
                .withMessageContaining("e[1]");
        assertThatIllegalArgumentException().isThrownBy(() -> EBenjaminiHochberg.adjust(new double[] {Double.NaN}));
        assertThatIllegalArgumentException().isThrownBy(() -> EBenjaminiHochberg.adjust(new double[0]));
    }
}
