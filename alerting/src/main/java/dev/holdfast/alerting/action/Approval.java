package dev.holdfast.alerting.action;

import dev.holdfast.schema.json.Digest;
import java.time.Instant;

/// What a person says about an action that waits for one.
///
/// @param digest of the very action that the person saw
public record Approval(boolean approved, String by, String reason, Digest digest, Instant at) {
    public Approval {
        if (by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("an approval says who gives it, and why");
        }
    }

    /// What came of it.
    public sealed interface Result {}

    /// The action as it is now.
    public record Taken(Action action) implements Result {}

    /// The action stays as it is.
    public record NotTaken(String why) implements Result {}

    /// Fails closed: whatever does not fit is no approval.
    public Result on(Action action) {
        if (action.state() != State.AWAITING_APPROVAL) {
            return new NotTaken("the action is " + action.state() + " and waits for nobody");
        }
        if (!approved) {
            return new Taken(action.endedBy(State.REJECTED, by, reason));
        }
        if (at.isAfter(action.notAfter())) {
            return new Taken(action.to(State.EXPIRED, "nobody approved it in time"));
        }
        return digest.equals(action.approvalDigest())
                ? new Taken(action.authorized(java.util.Optional.of(by), reason))
                : new NotTaken("the approval is of another action than this one");
    }
}
