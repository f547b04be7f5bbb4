package dev.holdfast.alerting.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class StateTest {
    @ParameterizedTest
    @EnumSource
    void whatHasEndedStaysAsItIs(State state) {
        for (var next : State.values()) {
            assertThat(state.isEnded() && state.mayBecome(next)).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothingIsDoneThatWasNotAuthorised(State state) {
        assertThat(state.mayBecome(State.EXECUTING)).isEqualTo(state == State.AUTHORIZED);
        assertThatThrownBy(() -> Situations.authorized().to(State.VERIFIED, ""))
                .isInstanceOf(IllegalStateException.class);
    }
}
