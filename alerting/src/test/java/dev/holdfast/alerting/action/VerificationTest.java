package dev.holdfast.alerting.action;

import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.broken;
import static dev.holdfast.alerting.Examples.inconclusive;
import static dev.holdfast.alerting.Examples.kept;
import static dev.holdfast.alerting.Examples.unmeasured;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class VerificationTest {
    private final Action done = Situations.done(MORNING, State.EXECUTED);

    @Test
    void isVerifiedByARunThatKeepsThePromise() {
        assertThat(Verification.after(done, kept(MORNING.plusSeconds(600)), Duration.ZERO)
                        .orElseThrow()
                        .state())
                .isEqualTo(State.VERIFIED);
    }

    /// Invariant 6, together with the policy: what has not helped is not tried again.
    @Test
    void isUnverifiedByARunThatBreaksItAndNothingFollowsByItself() {
        var unverified = Verification.after(done, broken(MORNING.plusSeconds(600)), Duration.ZERO)
                .orElseThrow();
        var next = new Situations();
        next.earlier = java.util.List.of(Situations.of(unverified, next.incident.id()));
        var other = new Situations();
        other.earlier = java.util.List.of(Situations.of(unverified, "inc_other"));
        other.now = MORNING.plus(Duration.ofDays(2));

        assertThat(unverified.state()).isEqualTo(State.UNVERIFIED);
        assertThat(ActionPolicy.after(next.situation(), Limits.DEFAULT)).isInstanceOf(ActionPolicy.Nothing.class);
        assertThat(other.action().state()).isEqualTo(State.AWAITING_APPROVAL);
    }

    @Test
    void cannotBeToldByAnOutageADoubtOrARunFromBefore() {
        assertThat(Verification.after(done, unmeasured(MORNING.plusSeconds(600)), Duration.ZERO))
                .isEmpty();
        assertThat(Verification.after(done, inconclusive(MORNING.plusSeconds(600)), Duration.ZERO))
                .isEmpty();
        assertThat(Verification.after(done, kept(MORNING.minusSeconds(1)), Duration.ZERO))
                .isEmpty();
    }

    @Test
    void isUnverifiedAfterADayWithoutAnAnswer() {
        assertThat(Verification.overdue(done, MORNING.plus(Duration.ofHours(23))))
                .isEmpty();
        assertThat(Verification.overdue(done, MORNING.plus(Duration.ofHours(25)))
                        .orElseThrow()
                        .state())
                .isEqualTo(State.UNVERIFIED);
    }

    @Test
    void proposalsExpire() {
        assertThat(Verification.expired(Situations.waiting(), MORNING.plus(Duration.ofHours(3))))
                .isEmpty();
        assertThat(Verification.expired(Situations.waiting(), MORNING.plus(Duration.ofHours(5)))
                        .orElseThrow()
                        .state())
                .isEqualTo(State.EXPIRED);
    }

    @Test
    void putsTheModelThatWasTakenBackIntoQuarantine() {
        var quarantine = Quarantine.after(done).orElseThrow();

        assertThat(quarantine.holds(Situations.BAD)).isTrue();
        assertThat(quarantine.holds(Situations.GOOD)).isFalse();
        assertThat(quarantine.released("kim", "a new certificate", MORNING).holds(Situations.BAD))
                .isFalse();
        assertThat(Quarantine.after(Situations.waiting())).isEmpty();
    }
}
