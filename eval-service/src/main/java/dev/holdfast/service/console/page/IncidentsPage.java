package dev.holdfast.service.console.page;

import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Urgency;
import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Visible;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Incidents: those that are open, the most urgent first, and then those that ended.
public record IncidentsPage(List<Row> open, List<Row> ended) {
    private static final int ENDED = 100;

    /// One incident.
    ///
    /// @param subject   agent and environment, or what measures
    /// @param state     in a word or two
    public record Row(
            String path, String what, String subject, String tone, String state, When since, String sentence) {}

    public static IncidentsPage of(List<Incident> incidents, Instant now) {
        return new IncidentsPage(
                incidents.stream()
                        .filter(Incident::isOpen)
                        .sorted(Comparator.comparing(Incident::urgency)
                                .reversed()
                                .thenComparing(
                                        Comparator.comparing(Incident::openedAt).reversed()))
                        .map(incident -> row(incident, now))
                        .toList(),
                incidents.stream()
                        .filter(incident -> !incident.isOpen())
                        .limit(ENDED)
                        .map(incident -> row(incident, now))
                        .toList());
    }

    private static Row row(Incident incident, Instant now) {
        return new Row(
                "/console/incidents/" + incident.id(),
                what(incident),
                subject(incident),
                tone(incident),
                state(incident),
                When.of(incident.openedAt(), now),
                line(incident.latest().sentence()));
    }

    static String what(Incident incident) {
        return switch (incident.identity()) {
            case Identity.Drift(var _, var promise, var slice) ->
                line(promise + slice.map(tag -> " on " + tag).orElse(""));
            case Identity.Platform(var _, var part, var name) -> line(name + " " + part.trouble());
        };
    }

    static String subject(Incident incident) {
        return switch (incident.identity()) {
            case Identity.Drift drift -> line(drift.subject().words());
            case Identity.Platform(var _, var part, var _) -> "what measures: " + part.key();
        };
    }

    /// An incident that is over is a neutral thing.
    static String tone(Incident incident) {
        if (!incident.isOpen()) {
            return "plain";
        }
        return incident.identity() instanceof Identity.Platform ? "error" : "fail";
    }

    static String state(Incident incident) {
        return incident.ending()
                .map(ending -> ending.outcome().name().toLowerCase(Locale.ROOT))
                .or(() -> incident.acknowledged().map(taken -> "taken on by " + line(taken.by())))
                .orElse(incident.urgency() == Urgency.PAGE ? "look now" : "look in working hours");
    }

    static String line(String text) {
        return Excerpt.brief(Visible.line(text), 300);
    }

    static Optional<String> line(Optional<String> text) {
        return text.map(IncidentsPage::line);
    }
}
