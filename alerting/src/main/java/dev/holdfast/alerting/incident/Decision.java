package dev.holdfast.alerting.incident;

import java.time.Instant;
import java.util.Optional;

/// What a person, or an action that a person let happen, decides about an incident.
///
/// @param by who
public record Decision(What what, String by, String reason, Instant at) {
    public Decision {
        if (by.isBlank() || reason.isBlank()) {
            throw new IllegalArgumentException("a decision says who made it, and why");
        }
    }

    public enum What {
        ACKNOWLEDGE,
        /// The new behaviour is the right one; the agent is certified anew.
        ACCEPT,
        /// There was nothing; it counts against the watch in the report on alerts.
        NOISE,
        CLOSE,
        /// Going back has helped, and a run shows it.
        VERIFIED
    }

    /// The incident afterwards; unchanged when it was over already, or acknowledged already.
    public Optional<Change> on(Incident incident) {
        if (!incident.isOpen()) {
            return Optional.empty();
        }
        return switch (what) {
            case ACKNOWLEDGE -> incident.acknowledged().isPresent() ? Optional.empty() : Optional.of(taken(incident));
            case ACCEPT -> Optional.of(ended(incident, Incident.Outcome.ACCEPTED));
            case NOISE -> Optional.of(ended(incident, Incident.Outcome.NOISE));
            case CLOSE -> Optional.of(ended(incident, Incident.Outcome.CLOSED));
            case VERIFIED -> Optional.of(ended(incident, Incident.Outcome.VERIFIED));
        };
    }

    private Change taken(Incident incident) {
        var taken = new Incident.Acknowledged(by, at, reason);
        return new Change(incident.with(taken), at, new IncidentEvent.Acknowledged(taken));
    }

    private Change ended(Incident incident, Incident.Outcome outcome) {
        var ending = new Incident.Ending(at, outcome, Optional.of(by), reason);
        return new Change(incident.ended(ending), at, new IncidentEvent.Ended(ending));
    }
}
