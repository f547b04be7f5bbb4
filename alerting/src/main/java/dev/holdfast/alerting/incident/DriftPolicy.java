package dev.holdfast.alerting.incident;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.Otherwise;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Promises that are no longer kept: opened by the watch, closed by nothing but a complete run that keeps them.
final class DriftPolicy {
    /// A run counts as full evidence with this share of the replays that the first one had.
    private static final double FULL = 0.9;

    private DriftPolicy() {}

    static List<Change> after(Occasion occasion, List<Incident> open) {
        var own = open.stream().filter(incident -> isOf(incident, occasion)).toList();
        var known = own.stream().map(incident -> again(occasion, incident));
        var opened = identities(occasion)
                .filter(identity -> own.stream().noneMatch(incident -> covers(incident, identity)))
                .flatMap(identity -> opened(occasion, identity).stream());
        return Stream.concat(known, opened).toList();
    }

    private static boolean isOf(Incident incident, Occasion occasion) {
        return incident.identity() instanceof Identity.Drift(var subject, var _, var _)
                && subject.equals(occasion.subject());
    }

    /// An incident of the whole promise is also that of its slices.
    private static boolean covers(Incident incident, Identity.Drift identity) {
        return incident.identity() instanceof Identity.Drift(var _, var promise, var slice)
                && promise.equals(identity.promise())
                && (slice.isEmpty() || slice.equals(identity.slice()));
    }

    /// What may open: the watch's alarms, and what must never happen and did. That is no statistic: it has happened.
    private static Stream<Identity.Drift> identities(Occasion occasion) {
        if (!occasion.countsAsEvidence()) {
            return Stream.empty();
        }
        var alarmed = occasion.leadingAlarms()
                .map(alarm -> new Identity.Drift(occasion.subject(), alarm.promise(), alarm.slice()));
        var breached = occasion.evaluation().findings().stream()
                .filter(DriftPolicy::isBreach)
                .map(finding -> new Identity.Drift(
                        occasion.subject(), finding.promised().id(), Optional.empty()));
        return Stream.concat(alarmed, breached).distinct();
    }

    private static boolean isBreach(Finding finding) {
        return finding instanceof Finding.Broken broken && broken.comparison() instanceof Comparison.Breaches;
    }

    private static Optional<Change> opened(Occasion occasion, Identity.Drift identity) {
        return finding(occasion, identity)
                .filter(finding -> finding.promised().mode() != Mode.OBSERVE)
                .map(finding -> opened(occasion, identity, finding));
    }

    private static Change opened(Occasion occasion, Identity.Drift identity, Finding finding) {
        var at = occasion.evaluation().at();
        var sighting = Sighting.of(occasion, finding, identity);
        var incident = new Incident(
                Incident.id(identity, at),
                identity,
                urgency(finding, sighting),
                1,
                at,
                occasion.alarm(identity).map(Alarm::since).orElse(Since.exactly(at)),
                sighting,
                sighting,
                1,
                new TreeSet<>(List.of(occasion.subject())),
                Optional.empty(),
                Optional.empty(),
                occasion.contact());
        return new Change(incident, at, new IncidentEvent.Opened(sighting));
    }

    /// A page takes both: the long evidence of the watch, and a newest run that still shows it. A decline that is real
    /// but still within what is promised can wait for the morning, and so can a breach of which the pact says so.
    private static Urgency urgency(Finding finding, Sighting sighting) {
        var promised = finding.promised();
        return promised.mode() == Mode.ENFORCE
                        && sighting.verdict() == Verdict.FAIL
                        && !promised.otherwise().equals(Optional.of(Otherwise.BLOCK))
                ? Urgency.PAGE
                : Urgency.TICKET;
    }

    private static Change again(Occasion occasion, Incident incident) {
        var at = occasion.evaluation().at();
        var identity = (Identity.Drift) incident.identity();
        if (!occasion.countsAsEvidence()) {
            var reason = occasion.allTroubles().stream()
                    .map(Trouble::sentence)
                    .findFirst()
                    .orElse("nothing was evaluated");
            return new Change(
                    incident,
                    at,
                    new IncidentEvent.NotCounted(occasion.evaluation().id(), reason));
        }
        var finding = finding(occasion, identity);
        var sighting =
                finding.map(each -> Sighting.of(occasion, each, identity)).orElse(Sighting.missing(occasion));
        var now = incident.seenAgain(sighting, incident.affected());
        if (isOver(occasion, incident, sighting)) {
            var ending = new Incident.Ending(
                    at, Incident.Outcome.RECOVERED, Optional.empty(), "a complete run keeps the promise again");
            return new Change(now.ended(ending), at, new IncidentEvent.Ended(ending));
        }
        var urgency = finding.map(each -> urgency(each, sighting)).orElse(Urgency.TICKET);
        return urgency.compareTo(incident.urgency()) > 0
                ? new Change(now.at(urgency), at, new IncidentEvent.MoreUrgent(sighting))
                : new Change(now, at, new IncidentEvent.SeenAgain(sighting));
    }

    /// Shown to be kept, by as much evidence as it was broken with, and no longer in the watch's alarm.
    private static boolean isOver(Occasion occasion, Incident incident, Sighting sighting) {
        return sighting.verdict() == Verdict.PASS
                && occasion.isComplete()
                && sighting.replays() >= FULL * incident.first().replays()
                && sighting.heat().isEmpty();
    }

    private static Optional<Finding> finding(Occasion occasion, Identity.Drift identity) {
        return occasion.evaluation().findings().stream()
                .filter(finding -> finding.promised().id().equals(identity.promise()))
                .findFirst();
    }
}
