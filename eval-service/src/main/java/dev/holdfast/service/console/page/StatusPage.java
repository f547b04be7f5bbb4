package dev.holdfast.service.console.page;

import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.service.console.look.Watched;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What customers may see: how each agent is, in a word. Nothing that an agent, a judge or an evaluation says is on it.
public record StatusPage(String title, List<Row> rows, String tally, When made) {
    /// One agent.
    ///
    /// @param measured when it was compared last
    /// @param since    when each incident that is open was opened
    public record Row(String name, Health health, When measured, List<When> since) {}

    /// The page as it stands now.
    ///
    /// @param incidents that are open
    public static StatusPage of(String title, List<Watched> fleet, List<Incident> incidents, Instant now) {
        var page = AgentsPage.of(fleet, incidents, Map.of(), now);
        return new StatusPage(
                IncidentsPage.line(title),
                page.rows().stream().map(row -> row(row, fleet, incidents, now)).toList(),
                page.tally(),
                When.of(now, now));
    }

    private static Row row(AgentsPage.Row row, List<Watched> fleet, List<Incident> incidents, Instant now) {
        var pacts = fleet.stream()
                .filter(watched -> watched.id().toString().equals(row.id()))
                .toList();
        var measured = pacts.stream()
                .flatMap(pact -> pact.judged().stream())
                .map(Watched.Judged::at)
                .max(Instant::compareTo);
        return new Row(
                row.name(),
                row.health(),
                measured.map(at -> When.of(at, now)).orElse(new When("", "", "never")),
                incidents.stream()
                        .filter(incident -> pacts.stream().anyMatch(pact -> pact.isOf(incident)))
                        .map(incident -> When.of(incident.openedAt(), now))
                        .toList());
    }
}
