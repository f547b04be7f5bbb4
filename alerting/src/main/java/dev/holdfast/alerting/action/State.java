package dev.holdfast.alerting.action;

import java.util.EnumSet;
import java.util.Set;

/// Where an action stands. What has ended stays as it is.
public enum State {
    PROPOSED,
    AWAITING_APPROVAL,
    AUTHORIZED,
    /// Written down before the first word goes out. After a crash it is not known whether it was done.
    EXECUTING,
    EXECUTED,
    /// A run shows that it has helped.
    VERIFIED,
    REJECTED,
    EXPIRED,
    /// The trouble ended, or another action took its place.
    SUPERSEDED,
    /// A precondition does not hold.
    BLOCKED,
    /// The system that holds the pin did not do it.
    FAILED,
    /// It was done and has not helped.
    UNVERIFIED;

    private static final Set<State> EXITS = EnumSet.of(REJECTED, EXPIRED, SUPERSEDED, BLOCKED);

    public boolean isEnded() {
        return compareTo(VERIFIED) >= 0;
    }

    /// Whether it may become that next.
    public boolean mayBecome(State next) {
        return switch (this) {
            case PROPOSED -> next == AWAITING_APPROVAL || next == AUTHORIZED || EXITS.contains(next);
            case AWAITING_APPROVAL -> next == AUTHORIZED || EXITS.contains(next);
            case AUTHORIZED -> next == EXECUTING || EXITS.contains(next);
            case EXECUTING -> next == EXECUTED || next == FAILED;
            case EXECUTED -> next == VERIFIED || next == UNVERIFIED;
            case VERIFIED, REJECTED, EXPIRED, SUPERSEDED, BLOCKED, FAILED, UNVERIFIED -> false;
        };
    }
}
