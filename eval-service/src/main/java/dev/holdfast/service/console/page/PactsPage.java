package dev.holdfast.service.console.page;

import dev.holdfast.reports.reading.Figures;
import dev.holdfast.service.console.look.Shelf;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Every pact.
public record PactsPage(List<Row> rows, boolean mayWrite) {
    /// One pact.
    ///
    /// @param waiting how many baselines wait for a second person
    public record Row(
            String path,
            String name,
            String agent,
            String project,
            String version,
            String size,
            When changed,
            Optional<When> certified,
            int waiting) {}

    public static PactsPage of(List<Shelf.Row> pacts, boolean mayWrite, Instant now) {
        return new PactsPage(pacts.stream().map(pact -> row(pact, now)).toList(), mayWrite);
    }

    private static Row row(Shelf.Row pact, Instant now) {
        return new Row(
                "/console/pacts/" + pact.id(),
                IncidentsPage.line(pact.name()),
                IncidentsPage.line(pact.agent().orElse("–")),
                IncidentsPage.line(pact.project()),
                "version " + pact.version(),
                Figures.plural(pact.promises(), "promise") + ", " + Figures.plural(pact.tasks(), "task"),
                When.of(pact.changed(), now),
                pact.certified().map(at -> When.of(at, now)),
                pact.proposed());
    }
}
