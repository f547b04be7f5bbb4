package dev.holdfast.alerting.incident;

import dev.holdfast.schema.evaluation.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Trouble with whatever measures: one incident for the whole organisation, however many agents show it.
final class PlatformPolicy {
    private PlatformPolicy() {}

    static List<Change> after(Occasion occasion, List<Incident> open) {
        var shown = occasion.allTroubles().stream().map(trouble -> shown(occasion, trouble, open));
        var gone = open.stream()
                .filter(incident -> incident.identity() instanceof Identity.Platform)
                .filter(incident -> incident.affected().contains(occasion.subject()))
                .filter(incident -> isGone(occasion, incident))
                .map(incident -> withdrawn(occasion, incident));
        return Stream.concat(shown, gone).toList();
    }

    private static Change shown(Occasion occasion, Trouble trouble, List<Incident> open) {
        var identity = trouble.identity(occasion.subject().organisation());
        return find(open, identity)
                .map(incident -> again(occasion, trouble, incident))
                .orElseGet(() -> opened(occasion, trouble, identity));
    }

    private static Change opened(Occasion occasion, Trouble trouble, Identity.Platform identity) {
        var at = occasion.evaluation().at();
        var sighting = Sighting.of(occasion, trouble);
        var affected = new TreeSet<>(List.of(occasion.subject()));
        var incident = new Incident(
                Incident.id(identity, at),
                identity,
                trouble.part().isOurs() ? Urgency.PAGE : Urgency.TICKET,
                1,
                at,
                Since.exactly(at),
                sighting,
                sighting,
                1,
                affected,
                Optional.empty(),
                Optional.empty(),
                Contact.NOBODY);
        return new Change(incident, at, new IncidentEvent.Opened(sighting));
    }

    private static Change again(Occasion occasion, Trouble trouble, Incident incident) {
        var affected = new TreeSet<>(incident.affected());
        var isNew = affected.add(occasion.subject());
        var sighting = Sighting.of(occasion, trouble);
        var event = isNew ? new IncidentEvent.Spread(occasion.subject(), true) : new IncidentEvent.SeenAgain(sighting);
        return new Change(
                incident.seenAgain(sighting, affected), occasion.evaluation().at(), event);
    }

    /// A run that could not measure proves nothing, not even that the judge is back.
    private static boolean isGone(Occasion occasion, Incident incident) {
        return occasion.evaluation().verdict() != Verdict.ERROR
                && !occasion.evaluation().isEmpty()
                && occasion.allTroubles().stream()
                        .noneMatch(
                                trouble -> trouble.identity(incident.identity().organisation())
                                        .equals(incident.identity()));
    }

    private static Change withdrawn(Occasion occasion, Incident incident) {
        var at = occasion.evaluation().at();
        var affected = new TreeSet<>(incident.affected());
        affected.remove(occasion.subject());
        var now = incident.seenAgain(incident.latest(), affected);
        if (!affected.isEmpty()) {
            return new Change(now, at, new IncidentEvent.Spread(occasion.subject(), false));
        }
        var ending = new Incident.Ending(
                at, Incident.Outcome.RECOVERED, Optional.empty(), "every agent that showed it was measured again");
        return new Change(now.ended(ending), at, new IncidentEvent.Ended(ending));
    }

    private static Optional<Incident> find(List<Incident> open, Identity identity) {
        return open.stream()
                .filter(incident -> incident.identity().equals(identity))
                .findFirst();
    }
}
