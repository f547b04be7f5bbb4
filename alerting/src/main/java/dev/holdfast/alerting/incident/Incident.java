package dev.holdfast.alerting.incident;

import dev.holdfast.schema.json.Digest;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// One trouble from the first run that shows it to the one that shows it to be over.
///
/// @param transition   counts what people have to be told: opened, more urgent, resolved; a run that only shows the
///                     same again leaves it
/// @param seen         runs that were looked at while it was open
/// @param affected     agents that show it now; for a drift always the one
/// @param acknowledged by somebody who has taken it on
/// @param ending       absent while it is open
/// @param contact      whom and what the pact names
public record Incident(
        String id,
        Identity identity,
        Urgency urgency,
        int transition,
        Instant openedAt,
        Since since,
        Sighting first,
        Sighting latest,
        int seen,
        SortedSet<Subject> affected,
        Optional<Acknowledged> acknowledged,
        Optional<Ending> ending,
        Contact contact) {
    public Incident {
        affected = Collections.unmodifiableSortedSet(new TreeSet<>(affected));
    }

    /// Somebody has taken it on.
    public record Acknowledged(String by, Instant at, String reason) {}

    /// How it ended.
    public record Ending(Instant at, Outcome outcome, Optional<String> by, String reason) {}

    /// What became of it.
    public enum Outcome {
        /// A run with full evidence shows that the promise is kept again.
        RECOVERED,
        /// A run after an action shows it.
        VERIFIED,
        /// A person took the new behaviour as the right one.
        ACCEPTED,
        /// A person says that there was nothing.
        NOISE,
        /// A person closed it.
        CLOSED
    }

    public boolean isOpen() {
        return ending.isEmpty();
    }

    /// The same trouble coming back later is another incident.
    static String id(Identity identity, Instant openedAt) {
        return "inc_" + Digest.of(identity.key() + "@" + openedAt).hex().substring(0, 16);
    }

    /// What changes while it goes on.
    private record Step(
            Urgency urgency,
            int transition,
            Sighting latest,
            int seen,
            SortedSet<Subject> affected,
            Optional<Acknowledged> acknowledged,
            Optional<Ending> ending) {}

    Incident seenAgain(Sighting sighting, SortedSet<Subject> now) {
        return then(new Step(urgency, transition, sighting, seen + 1, now, acknowledged, ending));
    }

    Incident at(Urgency other) {
        return then(new Step(other, transition + 1, latest, seen, affected, acknowledged, ending));
    }

    Incident with(Acknowledged by) {
        return then(new Step(urgency, transition, latest, seen, affected, Optional.of(by), ending));
    }

    Incident ended(Ending how) {
        return then(new Step(urgency, transition + 1, latest, seen, affected, acknowledged, Optional.of(how)));
    }

    private Incident then(Step step) {
        return new Incident(
                id,
                identity,
                step.urgency,
                step.transition,
                openedAt,
                since,
                first,
                step.latest,
                step.seen,
                step.affected,
                step.acknowledged,
                step.ending,
                contact);
    }
}
