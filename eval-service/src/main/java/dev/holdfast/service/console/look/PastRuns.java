package dev.holdfast.service.console.look;

import dev.holdfast.baselines.plan.History;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.json.Json;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;

/// What the last runs of a pact said of each of its promises, and when the watch alarmed.
@Singleton
public final class PastRuns {
    /// As many as can be told apart on a phone.
    private static final int RUNS = 40;

    private static final String POINTS = """
            SELECT r.id, r.name, e.at, e.findings::text
            FROM evaluations e JOIN runs r ON r.organisation = e.organisation AND r.id = e.run
            WHERE e.pact = ? ORDER BY e.at DESC, e.id DESC LIMIT\s""" + RUNS;
    private static final String ALARMS =
            "SELECT alarm FROM alarms WHERE pact = ? ORDER BY created_at DESC, id DESC LIMIT " + RUNS;
    private static final String TAKEN = """
            SELECT r.id, r.name, r.stored_at, r.observations, r.failures, f.median_ms, f.slow_ms, f.cost_usd, f.unpriced
            FROM runs r JOIN run_figures f ON f.organisation = r.organisation AND f.run = r.id
            WHERE r.pact = ? ORDER BY r.stored_at DESC, r.id DESC LIMIT 8""";

    PastRuns() {}

    /// One run.
    public record Point(UUID run, String name, Instant at, List<Finding> findings) {
        public Point {
            findings = List.copyOf(findings);
        }
    }

    /// What one run took.
    ///
    /// @param median of the latency, in milliseconds; absent where none was recorded
    /// @param spent  on its replays
    public record Taken(
            UUID run,
            String name,
            Instant at,
            long replays,
            long failed,
            OptionalDouble median,
            OptionalDouble slow,
            Spent spent) {}

    /// The oldest first.
    public List<Point> points(Connection connection, UUID pact) throws SQLException {
        try (var select = connection.prepareStatement(POINTS)) {
            select.setObject(1, pact);
            var points = new ArrayList<Point>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    points.add(new Point(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            List.of(Json.read("findings", row.getString(4), Finding[].class))));
                }
            }
            Collections.reverse(points);
            return points;
        }
    }

    /// The newest first.
    public List<History.Alarm> alarms(Connection connection, UUID pact) throws SQLException {
        try (var select = connection.prepareStatement(ALARMS)) {
            select.setObject(1, pact);
            var alarms = new ArrayList<History.Alarm>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    alarms.add(Json.read("alarm", row.getString(1), History.Alarm.class));
                }
            }
            return alarms;
        }
    }

    /// What the last runs took, the newest first.
    public List<Taken> taken(Connection connection, UUID pact) throws SQLException {
        try (var select = connection.prepareStatement(TAKEN)) {
            select.setObject(1, pact);
            var taken = new ArrayList<Taken>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    taken.add(new Taken(
                            row.getObject(1, UUID.class),
                            row.getString(2),
                            row.getObject(3, OffsetDateTime.class).toInstant(),
                            row.getLong(4),
                            row.getLong(5),
                            Spent.number(row.getObject(6, Double.class)),
                            Spent.number(row.getObject(7, Double.class)),
                            new Spent(Spent.number(row.getObject(8, Double.class)), row.getLong(9))));
                }
            }
            return taken;
        }
    }
}
