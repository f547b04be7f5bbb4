package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ScaleTest {

    @Test
    void putsFewerSecondsAboveMore() {
        Scale seconds = Scale.positiveLowerIsBetter();

        assertThat(seconds.level(1.0)).isGreaterThan(seconds.level(2.0));
        assertThat(Scale.positiveHigherIsBetter().level(2.0))
                .isGreaterThan(Scale.positiveHigherIsBetter().level(1.0));
    }

    @Test
    void keepsFivePointGradesApartAndEqualGradesTogether() {
        assertThat(Scale.graded().tally(0.25, 0.5, 0.5, 1).counts()).hasSize(3).containsValue(2);
    }

    @ParameterizedTest
    @EnumSource(Scale.Kind.class)
    void refusesWhatIsNotANumber(Scale.Kind kind) {
        Scale scale = new Scale(kind, 0.05, true);

        assertThatIllegalArgumentException().isThrownBy(() -> scale.tally(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> scale.tally(Double.POSITIVE_INFINITY));
        assertThatIllegalArgumentException().isThrownBy(() -> scale.tally(-1));
    }

    @Test
    void refusesHalfAPass() {
        assertThatIllegalArgumentException().isThrownBy(() -> Scale.passFail().tally(0.5));
    }
}
