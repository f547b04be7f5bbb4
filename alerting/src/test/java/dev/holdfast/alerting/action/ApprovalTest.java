package dev.holdfast.alerting.action;

import static dev.holdfast.alerting.Examples.MORNING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Digest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ApprovalTest {
    private final Action waiting = Situations.waiting();

    @Test
    void authorisesTheVeryActionThatThePersonSaw() {
        assertThat(approval(true, waiting.approvalDigest(), Duration.ofHours(1)).on(waiting))
                .isInstanceOfSatisfying(Approval.Taken.class, taken -> {
                    assertThat(taken.action().state()).isEqualTo(State.AUTHORIZED);
                    assertThat(taken.action().by()).contains("kim");
                    assertThat(taken.action().automatic()).isFalse();
                });
    }

    @Test
    void isNoneForAnotherActionOrOneThatDoesNotWait() {
        assertThat(approval(true, Digest.of("another"), Duration.ZERO).on(waiting))
                .isInstanceOf(Approval.NotTaken.class);
        assertThat(approval(true, waiting.approvalDigest(), Duration.ZERO).on(Situations.authorized()))
                .isInstanceOf(Approval.NotTaken.class);
    }

    @Test
    void comesTooLateAfterTheTimeForIt() {
        assertThat(approval(true, waiting.approvalDigest(), Duration.ofHours(5)).on(waiting))
                .isInstanceOfSatisfying(
                        Approval.Taken.class,
                        taken -> assertThat(taken.action().state()).isEqualTo(State.EXPIRED));
    }

    @Test
    void rejectsWithWhoAndWhy() {
        assertThat(approval(false, waiting.approvalDigest(), Duration.ZERO).on(waiting))
                .isInstanceOfSatisfying(Approval.Taken.class, taken -> {
                    assertThat(taken.action().state()).isEqualTo(State.REJECTED);
                    assertThat(taken.action().why()).isEqualTo("seen");
                });
    }

    private static Approval approval(boolean approved, Digest digest, Duration later) {
        return new Approval(approved, "kim", "seen", digest, MORNING.plus(later));
    }
}
