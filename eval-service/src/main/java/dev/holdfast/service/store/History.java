package dev.holdfast.service.store;

import dev.holdfast.service.database.Stamps.Stamp;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What happened to an agent: what was promised of it, seen, concluded, certified and let out.
@Singleton
public final class History {
    /// Each part is cut by itself, so that no part is read further than the page needs.
    private static final String PART = """
            (SELECT '%1$s' AS kind, t.id, t.%2$s AS at, p.name AS pact, %3$s AS told
             FROM %4$s t JOIN pacts p ON p.organisation = t.organisation AND p.id = t.pact
             WHERE (p.agent = ? OR p.id = ?) AND (t.%2$s, t.id) < (?, ?) %5$s ORDER BY t.%2$s DESC, t.id DESC LIMIT ?)""";
    private static final List<String> PARTS = List.of(
            PART.formatted("version", "created_at", "'version ' || t.number", "pact_versions", ""),
            PART.formatted(
                    "run", "stored_at", "t.observations || ' observations, ' || t.failures || ' failed'", "runs", ""),
            PART.formatted("evaluation", "at", "t.verdict || ': ' || t.headline", "evaluations", ""),
            PART.formatted("baseline", "decided_at", "t.state", "baselines", "AND t.decided_at IS NOT NULL"),
            PART.formatted("deployment", "created_at", "t.model || ' in ' || t.environment", "deployments", ""));
    private static final String QUERY = String.join("\nUNION ALL\n", PARTS) + "\nORDER BY at DESC, id DESC LIMIT ?";

    History() {}

    /// Something that happened.
    ///
    /// @param kind `version`, `run`, `evaluation`, `baseline` or `deployment`, of which `id` is one
    public record Event(String kind, UUID id, Instant at, String pact, String told) {}

    /// The newest first, after a place; inside the tenant's transaction.
    ///
    /// @param agent or a pact that names none
    public List<Event> page(Connection connection, UUID agent, Stamp before, int limit) throws SQLException {
        try (var select = connection.prepareStatement(QUERY)) {
            var at = before.at().atOffset(ZoneOffset.UTC);
            var i = 1;
            for (var _ : PARTS) {
                select.setObject(i++, agent);
                select.setObject(i++, agent);
                select.setObject(i++, at);
                select.setObject(i++, before.id());
                select.setInt(i++, limit);
            }
            select.setInt(i, limit);
            var events = new ArrayList<Event>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    events.add(new Event(
                            row.getString(1),
                            row.getObject(2, UUID.class),
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            row.getString(4),
                            row.getString(5)));
                }
            }
            return events;
        }
    }
}
