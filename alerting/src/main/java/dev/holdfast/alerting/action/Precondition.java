package dev.holdfast.alerting.action;

/// What has to hold before an agent is taken back without anybody being asked. Where one of the first does not, a
/// person
/// may decide all the same; the last ones hold for everybody.
public enum Precondition {
    /// The promise is enforced and broken, and the pact asks for an action.
    PROMISED(false),
    /// Enough replays were valid, and the whole interval lies beyond the limit.
    EVIDENCE(false),
    /// Several of the last runs show it, and the newest does.
    PERSISTENT(false),
    /// The control and the judges are healthy in the same run.
    CONTROL_HEALTHY(false),
    /// Something of the agent has changed, or the control has not.
    ATTRIBUTED(false),
    /// Not too soon after the last one, not too many, and not in a freeze.
    BUDGET(false),
    /// Not many agents fail at once.
    BREAKER_CLOSED(false),
    /// The pact lets the service decide.
    ALLOWED(false),
    /// The destination is another one, certified, trusted now, not in quarantine, and answers.
    DESTINATION(true),
    /// No other action for this agent is under way.
    ALONE(true),
    /// Whoever acts holds the lease, and nobody with a higher one was there.
    FENCED(true),
    /// It can be verified afterwards.
    VERIFIABLE(true);

    private final boolean forEverybody;

    Precondition(boolean forEverybody) {
        this.forEverybody = forEverybody;
    }

    /// Whether a person cannot decide otherwise either.
    public boolean isForEverybody() {
        return forEverybody;
    }
}
