package dev.holdfast.alerting.notify;

import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Urgency;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// One group of incidents, and whether something has to be said about it now.
///
/// @param members   open ones, and those that are over and were told of
/// @param unheard   incidents that are not told: silenced, or inhibited
public record Grouping(Route route, List<Incident> members, Told told, Predicate<Incident> unheard) {
    public Grouping {
        members = List.copyOf(members);
    }

    /// What is to be said.
    public sealed interface Due {}

    /// Nothing. Asking again before then is of no use, unless something happens.
    public record Wait(Optional<Instant> until) implements Due {}

    /// This.
    public record Tell(
            String group,
            long sequence,
            Reason reason,
            List<Incident> firing,
            List<Incident> resolved,
            List<String> receivers)
            implements Due {
        public Tell {
            firing = List.copyOf(firing);
            resolved = List.copyOf(resolved);
            receivers = List.copyOf(receivers);
        }
    }

    private record Candidate(Instant at, Reason reason) {}

    /// Whether something is due.
    public Due due(Instant now) {
        var audible = members.stream()
                .filter(Incident::isOpen)
                .filter(unheard.negate())
                .toList();
        var held = audible.stream().filter(incident -> isHeld(incident, now)).toList();
        var firing =
                audible.stream().filter(incident -> !held.contains(incident)).toList();
        var resolved = members.stream()
                .filter(incident -> !incident.isOpen() && told.hasHeardOf(incident))
                .toList();
        var wake = held.stream().flatMap(_ -> route.quiet().stream()).map(quiet -> quiet.endsAfter(now));
        var first = candidates(firing, resolved)
                .min(java.util.Comparator.comparing(Candidate::at).thenComparing(Candidate::reason));
        if (first.isPresent() && !first.get().at().isAfter(now)) {
            return tell(first.get().reason(), firing, resolved);
        }
        return new Wait(Stream.concat(first.map(Candidate::at).stream(), wake).min(Instant::compareTo));
    }

    /// Something that is done about an incident is told when it is done, and no silence hides it.
    public Tell about(Reason reason, Incident incident) {
        return incident.isOpen()
                ? tell(reason, List.of(incident), List.of())
                : tell(reason, List.of(), List.of(incident));
    }

    /// What has been told once this is.
    public Told after(Tell tell, Instant at) {
        return told.and(tell, at);
    }

    private Tell tell(Reason reason, List<Incident> firing, List<Incident> resolved) {
        var receivers = new LinkedHashSet<String>();
        Stream.concat(firing.stream(), resolved.stream())
                .forEach(incident -> receivers.addAll(route.receivers(incident)));
        if (reason == Reason.NOBODY_ACKNOWLEDGED || told.escalated()) {
            route.escalation().ifPresent(escalation -> receivers.addAll(escalation.receivers()));
        }
        return new Tell(told.group(), told.sequence() + 1, reason, firing, resolved, List.copyOf((Collection<String>)
                receivers));
    }

    private boolean isHeld(Incident incident, Instant now) {
        return incident.urgency() == Urgency.TICKET
                && route.quiet().filter(quiet -> quiet.isQuiet(now)).isPresent();
    }

    private Stream<Candidate> candidates(List<Incident> firing, List<Incident> resolved) {
        return Stream.of(fresh(firing), over(firing, resolved), again(firing), escalated(firing))
                .flatMap(Optional::stream);
    }

    private Optional<Candidate> fresh(List<Incident> firing) {
        var fresh = firing.stream().filter(incident -> !told.knows(incident)).toList();
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        if (told.transitions().isEmpty()) {
            return fresh.stream()
                    .map(incident -> incident.openedAt().plus(route.timing().groupWait()))
                    .min(Instant::compareTo)
                    .map(at -> new Candidate(at, Reason.FIRST_NOTIFICATION));
        }
        // what has become a page does not wait for the interval of the tickets
        var urgent = fresh.stream().anyMatch(incident -> incident.urgency() == Urgency.PAGE);
        return Optional.of(new Candidate(urgent ? Instant.MIN : next(), Reason.NEW_INCIDENTS_ADDED));
    }

    /// What was told is also told to be over, whatever has been silenced since.
    private Optional<Candidate> over(List<Incident> firing, List<Incident> resolved) {
        if (resolved.isEmpty()) {
            return Optional.empty();
        }
        var all = firing.isEmpty();
        return Optional.of(new Candidate(next(), all ? Reason.ALL_INCIDENTS_RESOLVED : Reason.SOME_INCIDENTS_RESOLVED));
    }

    private Optional<Candidate> again(List<Incident> firing) {
        var open = firing.stream().filter(told::knows).toList();
        if (route.timing().tellsEveryRun()) {
            return open.stream()
                    .filter(incident -> told.lastAt()
                            .filter(last -> incident.latest().at().isAfter(last))
                            .isPresent())
                    .findFirst()
                    .map(incident -> new Candidate(incident.latest().at(), Reason.STILL_FIRING));
        }
        return open.stream()
                .filter(incident -> incident.acknowledged().isEmpty())
                .findFirst()
                .flatMap(_ -> told.lastAt())
                .map(last -> new Candidate(last.plus(route.timing().repeat()), Reason.REPEAT_INTERVAL_ELAPSED));
    }

    private Optional<Candidate> escalated(List<Incident> firing) {
        return firing.stream()
                .filter(incident -> incident.urgency() == Urgency.PAGE && told.knows(incident))
                .filter(incident -> incident.acknowledged().isEmpty() && !told.escalated())
                .findFirst()
                .flatMap(_ -> route.escalation())
                .flatMap(escalation -> told.firstAt().map(first -> first.plus(escalation.after())))
                .map(at -> new Candidate(at, Reason.NOBODY_ACKNOWLEDGED));
    }

    private Instant next() {
        return told.lastAt()
                .map(last -> last.plus(route.timing().groupInterval()))
                .orElse(Instant.MIN);
    }
}
