package dev.holdfast.alerting.action;

/// What has to hold before an agent is taken back without anybody being asked. Where one of the first does not, a
/// person
/// may decide all the same; the last ones hold for everybody.
public enum Precondition {
    /// The promise is enforced and broken, and the pact asks for an action.
    PROMISED(false, "an enforced promise is broken, and the pact asks for an action"),
    /// Enough replays were valid, and the whole interval lies beyond the limit.
    EVIDENCE(false, "enough replays were valid, and the whole interval lies beyond the limit"),
    /// Several of the last runs show it, and the newest does.
    PERSISTENT(false, "several of the last runs show it, the newest among them"),
    /// The control and the judges are healthy in the same run.
    CONTROL_HEALTHY(false, "the control and the judges are healthy in the same run"),
    /// Something of the agent has changed, or the control has not.
    ATTRIBUTED(false, "a part of the agent has changed, or the control has not moved"),
    /// Not too soon after the last one, not too many, and not in a freeze.
    BUDGET(false, "no action lately, not too many, and no freeze"),
    /// Not many agents fail at once.
    BREAKER_CLOSED(false, "few agents fail at once"),
    /// The pact lets the service decide.
    ALLOWED(false, "the pact lets the service decide"),
    /// The destination is another one, certified, trusted now, not in quarantine, and answers.
    DESTINATION(true, "the destination is another one, trusted, not in quarantine, and answers"),
    /// No other action for this agent is under way.
    ALONE(true, "no other action for this agent is under way"),
    /// Whoever acts holds the lease, and nobody with a higher one was there.
    FENCED(true, "nobody with a later lease was there"),
    /// It can be verified afterwards.
    VERIFIABLE(true, "the suite can be run again afterwards");

    private final boolean forEverybody;
    private final String words;

    Precondition(boolean forEverybody, String words) {
        this.forEverybody = forEverybody;
        this.words = words;
    }

    /// What holds, where it does.
    public String words() {
        return words;
    }

    /// Whether a person cannot decide otherwise either.
    public boolean isForEverybody() {
        return forEverybody;
    }
}
