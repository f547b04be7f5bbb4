package dev.holdfast.service.console.page;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.service.console.look.Altered;
import dev.holdfast.service.store.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What happened to an agent, the newest first.
///
/// @param older where the rest begins; absent at the end
public record Timeline(List<Entry> entries, Optional<String> older) {
    private static final int LONGEST = 300;

    /// Something that happened.
    ///
    /// @param tone of a verdict, where it is one
    public record Entry(
            Instant instant, When at, String kind, Optional<String> tone, String words, Optional<String> path) {}

    /// What is known of a page's time; of what is told beside the events, what lies between the page's ends is shown.
    ///
    /// @param events a page of them
    /// @param older  where the rest begins
    public record Known(
            List<History.Event> events,
            Optional<String> older,
            List<Altered> altered,
            List<Incident> incidents,
            List<Action> actions) {}

    /// A page of what happened.
    ///
    /// @param until where the page before it ended
    public static Timeline of(Known known, Instant until, Instant now) {
        var older = known.older();
        var from = older.isPresent() ? known.events().getLast().at() : Instant.MIN;
        var entries = new ArrayList<Entry>();
        known.events().forEach(event -> entries.add(entry(event, now)));
        known.altered().forEach(altered -> entries.add(entry(altered, now)));
        known.incidents().forEach(incident -> {
            entries.add(opened(incident, now));
            incident.ending().ifPresent(ending -> entries.add(ended(incident, ending, now)));
        });
        known.actions().forEach(action -> {
            entries.add(entry(action, "proposed: ", action.proposedAt(), now));
            action.executedAt().ifPresent(at -> entries.add(entry(action, "", at, now)));
        });
        return new Timeline(
                entries.stream()
                        .filter(entry -> !entry.instant().isBefore(from)
                                && !entry.instant().isAfter(until))
                        .sorted(Comparator.comparing(Entry::instant).reversed())
                        .toList(),
                older);
    }

    private static Entry entry(History.Event event, Instant now) {
        var verdict = event.kind().equals("evaluation") ? verdict(event.told()) : Optional.<Verdict>empty();
        var words = verdict.map(known -> event.told().substring(known.name().length() + 2))
                .orElse(event.told());
        return new Entry(
                event.at(),
                When.of(event.at(), now),
                verdict.map(known -> Health.of(known).word()).orElse(event.kind()),
                verdict.map(known -> Health.of(known).tone()),
                line(words),
                path(event));
    }

    /// An evaluation is told as `FAIL: headline`.
    private static Optional<Verdict> verdict(String told) {
        for (var verdict : Verdict.values()) {
            if (told.startsWith(verdict.name() + ": ")) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> path(History.Event event) {
        return switch (event.kind()) {
            case "run" -> Optional.of("/console/runs/" + event.id());
            case "evaluation" -> Optional.of("/console/evaluations/" + event.id());
            default -> Optional.empty();
        };
    }

    private static Entry entry(Altered altered, Instant now) {
        var says =
                altered.before().equals(altered.after()) ? altered.after() : altered.before() + " → " + altered.after();
        return new Entry(
                altered.at(),
                When.of(altered.at(), now),
                "another " + altered.part() + " than in the run before",
                Optional.empty(),
                line(altered.pact() + ": " + says),
                Optional.of("/console/runs/" + altered.run()));
    }

    private static Entry entry(Action action, String word, Instant at, Instant now) {
        var kind = switch (action.kind()) {
            case ROLLBACK -> "roll-back";
            case PIN -> "pin";
            case REMEDIATE -> "hook";
        };
        var state = action.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Entry(
                at,
                When.of(at, now),
                word + kind,
                Optional.empty(),
                line(action.expected() + " → " + action.destination().model() + ", " + state + ": " + action.why()),
                Optional.of("/console/incidents/" + action.incident()));
    }

    private static Entry opened(Incident incident, Instant now) {
        return new Entry(
                incident.openedAt(),
                When.of(incident.openedAt(), now),
                "incident opened",
                Optional.of("fail"),
                line(IncidentsPage.what(incident) + ": " + incident.first().sentence()),
                Optional.of("/console/incidents/" + incident.id()));
    }

    private static Entry ended(Incident incident, Incident.Ending ending, Instant now) {
        return new Entry(
                ending.at(),
                When.of(ending.at(), now),
                "incident " + ending.outcome().name().toLowerCase(Locale.ROOT),
                Optional.empty(),
                line(IncidentsPage.what(incident) + ": " + ending.reason()),
                Optional.of("/console/incidents/" + incident.id()));
    }

    private static String line(String text) {
        return Excerpt.brief(Visible.line(text), LONGEST);
    }
}
