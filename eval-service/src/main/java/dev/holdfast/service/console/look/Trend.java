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
import java.util.UUID;

/// What the last runs of a pact said of each of its promises, and when the watch alarmed.
@Singleton
public final class Trend {
    /// As many as can be told apart on a phone.
    private static final int RUNS = 40;

    private static final String POINTS = """
            SELECT r.id, r.name, e.at, (e.document -> 'findings')::text
            FROM evaluations e JOIN runs r ON r.organisation = e.organisation AND r.id = e.run
            WHERE e.pact = ? ORDER BY e.at DESC, e.id DESC LIMIT\s""" + RUNS;
    private static final String ALARMS =
            "SELECT alarm FROM alarms WHERE pact = ? ORDER BY created_at DESC, id DESC LIMIT " + RUNS;
    private static final String TIMES = """
            SELECT r.id, r.name, r.stored_at, count(*), count(o.failure),
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY o.latency_ms),
                   percentile_cont(0.95) WITHIN GROUP (ORDER BY o.latency_ms)
            FROM (SELECT * FROM runs WHERE pact = ? ORDER BY stored_at DESC, id DESC LIMIT 8) r
            JOIN observations o ON o.organisation = r.organisation AND o.run = r.id AND o.stored_at = r.stored_at
            GROUP BY r.id, r.name, r.stored_at ORDER BY r.stored_at DESC""";

    Trend() {}

    /// One run.
    public record Point(UUID run, String name, Instant at, List<Finding> findings) {
        public Point {
            findings = List.copyOf(findings);
        }
    }

    /// What one run took.
    ///
    /// @param median of the latency, in milliseconds; absent where none was recorded
    public record Taken(
            UUID run,
            String name,
            Instant at,
            long replays,
            long failed,
            java.util.OptionalDouble median,
            java.util.OptionalDouble slow) {}

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
        try (var select = connection.prepareStatement(TIMES)) {
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
                            number(row.getObject(6, Double.class)),
                            number(row.getObject(7, Double.class))));
                }
            }
            return taken;
        }
    }

    private static java.util.OptionalDouble number(@org.jspecify.annotations.Nullable Double value) {
        return value == null ? java.util.OptionalDouble.empty() : java.util.OptionalDouble.of(value);
    }
}
