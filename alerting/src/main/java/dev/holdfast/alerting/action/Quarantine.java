package dev.holdfast.alerting.action;

import dev.holdfast.alerting.incident.Subject;
import java.time.Instant;
import java.util.Optional;

/// A model that was taken back. No action goes to it until a person releases it.
///
/// @param action that took it back
public record Quarantine(Subject subject, String model, String action, Instant since, Optional<Release> release) {
    /// Who let it go, and why.
    public record Release(String by, String reason, Instant at) {}

    /// After an action that was done; empty for any other.
    public static Optional<Quarantine> after(Action action) {
        return action.executedAt()
                .filter(_ -> action.state() == State.EXECUTED && action.kind() != Action.Kind.REMEDIATE)
                .map(at -> new Quarantine(action.subject(), action.expected(), action.id(), at, Optional.empty()));
    }

    public boolean holds(String candidate) {
        return release.isEmpty() && model.equals(candidate);
    }

    /// The same, unless the model was certified again since it was taken back.
    ///
    /// @param certified when the certificate in force was given, if it is of this model
    public boolean holds(String candidate, Optional<Instant> certified) {
        return holds(candidate) && certified.filter(at -> at.isAfter(since)).isEmpty();
    }

    public Quarantine released(String by, String reason, Instant at) {
        return new Quarantine(subject, model, action, since, Optional.of(new Release(by, reason, at)));
    }
}
