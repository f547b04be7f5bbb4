package dev.holdfast.baselines.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class AlarmBudgetTest {

    @Test
    void isSharedSoThatAllStreamsTogetherSpendTheWhole() {
        AlarmBudget share = new AlarmBudget(1, 1460).sharedBy(40);

        assertThat(share.falseAlarms() * 40).isEqualTo(1, within(1e-12));
        assertThat(share.runs()).isEqualTo(1460);
    }

    @Test
    void refusesABudgetThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AlarmBudget(0, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new AlarmBudget(Double.NaN, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new AlarmBudget(101, 100));
        assertThatIllegalArgumentException().isThrownBy(() -> new AlarmBudget(1, 100).sharedBy(0));
    }
}
