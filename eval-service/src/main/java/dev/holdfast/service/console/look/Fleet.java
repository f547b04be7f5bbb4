package dev.holdfast.service.console.look;

import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.database.Stamps;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Every agent of the tenant with each of its pacts. The latest of each kind is found by an index, however many there
/// are.
@Singleton
public final class Fleet {
    /// More agents than that are nobody's to read on one page.
    private static final int MOST = 1_000;

    private static final String QUERY = """
            SELECT a.id AS agent, p.id AS pact, coalesce(a.name, p.name) AS name, coalesce(p.name, '') AS pact_name,
                   pr.id AS project_id, pr.name AS project, e.id AS evaluation, e.run AS judged_run, e.verdict, e.headline, e.at AS judged_at,
                   r.id AS run, r.stored_at, r.models, b.id AS baseline, b.decided_at, b.certified,
                   f.cost, f.unpriced, s.month_usd
            FROM pacts p
            FULL JOIN agents a ON a.organisation = p.organisation AND a.id = p.agent
            JOIN projects pr ON pr.organisation = coalesce(p.organisation, a.organisation)
                            AND pr.id = coalesce(p.project, a.project)
            LEFT JOIN LATERAL (
                SELECT id, run, verdict, headline, at FROM evaluations
                WHERE organisation = p.organisation AND pact = p.id ORDER BY at DESC, id DESC LIMIT 1) e ON true
            LEFT JOIN LATERAL (
                SELECT id, stored_at, models FROM runs
                WHERE organisation = p.organisation AND pact = p.id AND NOT name LIKE ?
                ORDER BY stored_at DESC, id DESC LIMIT 1) r ON true
            LEFT JOIN LATERAL (
                SELECT id, decided_at,
                       CASE WHEN certificate #>> '{pin,model}' IS NOT NULL THEN ARRAY[certificate #>> '{pin,model}'] ELSE
                            ARRAY(SELECT json_array_elements_text(certificate #> '{pin,served}')) END AS certified
                FROM baselines
                WHERE organisation = p.organisation AND pact = p.id AND state = 'certified'
                ORDER BY decided_at DESC LIMIT 1) b ON true
            LEFT JOIN LATERAL (
                SELECT sum(cost_usd) AS cost, coalesce(sum(unpriced), 0) AS unpriced FROM run_figures
                WHERE organisation = p.organisation AND pact = p.id AND stored_at >= ?) f ON true
            LEFT JOIN schedules s ON s.organisation = p.organisation AND s.pact = p.id
            ORDER BY name, pact_name LIMIT\s""" + MOST;

    private final Stamps stamps;

    Fleet(Stamps stamps) {
        this.stamps = stamps;
    }

    public List<Watched> all(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement(QUERY)) {
            select.setString(1, "%" + Run.OF_CONTROL);
            select.setObject(2, month());
            try (var row = select.executeQuery()) {
                var all = new ArrayList<Watched>();
                while (row.next()) {
                    all.add(watched(row));
                }
                return List.copyOf(all);
            }
        }
    }

    /// When this one began, as budgets count.
    private OffsetDateTime month() {
        return YearMonth.from(stamps.now().atOffset(ZoneOffset.UTC))
                .atDay(1)
                .atStartOfDay()
                .atOffset(ZoneOffset.UTC);
    }

    private static Watched watched(ResultSet row) throws SQLException {
        return new Watched(
                id(row, "agent"),
                id(row, "pact"),
                row.getString("name"),
                row.getString("pact_name"),
                row.getObject("project_id", UUID.class),
                row.getString("project"),
                judged(row),
                seen(row),
                certified(row),
                new Spent(Spent.number(row.getObject("cost", Double.class)), row.getLong("unpriced")),
                Spent.number(row.getObject("month_usd", Double.class)));
    }

    private static Optional<Watched.Judged> judged(ResultSet row) throws SQLException {
        var evaluation = id(row, "evaluation");
        return evaluation.isEmpty()
                ? Optional.empty()
                : Optional.of(new Watched.Judged(
                        evaluation.get(),
                        row.getObject("judged_run", UUID.class),
                        Verdict.valueOf(row.getString("verdict")),
                        row.getString("headline"),
                        at(row, "judged_at")));
    }

    private static Optional<Watched.Seen> seen(ResultSet row) throws SQLException {
        var run = id(row, "run");
        return run.isEmpty()
                ? Optional.empty()
                : Optional.of(new Watched.Seen(run.get(), at(row, "stored_at"), texts(row, "models")));
    }

    private static Optional<Watched.Certified> certified(ResultSet row) throws SQLException {
        var baseline = id(row, "baseline");
        return baseline.isEmpty()
                ? Optional.empty()
                : Optional.of(new Watched.Certified(baseline.get(), at(row, "decided_at"), texts(row, "certified")));
    }

    private static Optional<UUID> id(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, UUID.class));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    /// An array holds a null where the certificate names no model.
    private static List<String> texts(ResultSet row, String column) throws SQLException {
        var texts = new ArrayList<String>();
        for (var text : (Object[]) row.getArray(column).getArray()) {
            if (text instanceof String known) {
                texts.add(known);
            }
        }
        return List.copyOf(texts);
    }
}
