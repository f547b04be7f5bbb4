package dev.holdfast.service.review;

import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Run;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.review.Sorting.Judged;
import dev.holdfast.service.review.Sorting.Picked;
import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Writes the queue, inside the tenant's transaction.
@Singleton
final class ReviewRows {
    private static final String UNSEEN = """
            SELECT r.id FROM runs r
            WHERE r.stored_at > ? AND NOT r.name LIKE ?
              AND NOT EXISTS (SELECT FROM review_looks l WHERE l.organisation = r.organisation AND l.run = r.id)
            ORDER BY r.stored_at LIMIT 20""";
    private static final String ANYTHING = """
            SELECT EXISTS (SELECT FROM votes WHERE run = ?)
                OR EXISTS (SELECT FROM observations
                           WHERE run = ? AND stored_at = ? AND failure IS NULL AND line ->> 'escalated' IS NOT NULL)""";
    private static final String ITEM = """
            INSERT INTO review_items
                (organisation, project, id, pact, run, stored_at, task, repeat, metric, definition, reason, detail,
                 question, expected, labels, jury, drawn)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?, ?) ON CONFLICT DO NOTHING""";
    private static final String JUDGED = """
            INSERT INTO judged_runs
                (organisation, project, run, pact, metric, definition, stored_at, answers, total, squares, tasks)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Stamps stamps;

    ReviewRows(Stamps stamps) {
        this.stamps = stamps;
    }

    List<UUID> unseen(Connection connection, Instant since) throws SQLException {
        try (var select = connection.prepareStatement(UNSEEN)) {
            select.setObject(1, since.atOffset(ZoneOffset.UTC));
            select.setString(2, "%" + Run.OF_CONTROL);
            var runs = new ArrayList<UUID>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    runs.add(row.getObject(1, UUID.class));
                }
            }
            return runs;
        }
    }

    /// Whether a judge was heard or an answer handed over.
    boolean hasAnything(Connection connection, StoredRun run) throws SQLException {
        try (var select = connection.prepareStatement(ANYTHING)) {
            select.setObject(1, run.id());
            select.setObject(2, run.id());
            select.setObject(3, run.storedAt().atOffset(ZoneOffset.UTC));
            try (var row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    /// Whether nobody else has looked meanwhile.
    boolean look(Connection connection, StoredRun run) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO review_looks (organisation, project, run) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")) {
            insert.setObject(1, run.organisation());
            insert.setObject(2, run.project());
            insert.setObject(3, run.id());
            return insert.executeUpdate() == 1;
        }
    }

    void keep(Connection connection, StoredRun run, List<Picked> picked, List<Judged> judged) throws SQLException {
        try (var insert = connection.prepareStatement(ITEM)) {
            for (var item : picked) {
                insert.setObject(1, run.organisation());
                insert.setObject(2, run.project());
                insert.setObject(3, stamps.next().id());
                insert.setObject(4, run.pact());
                insert.setObject(5, run.id());
                insert.setObject(6, run.storedAt().atOffset(ZoneOffset.UTC));
                insert.setString(7, item.answer().task());
                insert.setInt(8, item.answer().repeat());
                insert.setString(9, item.metric().map(metric -> metric.name()).orElse(""));
                insert.setString(10, item.definition());
                insert.setString(11, item.reason().name().toLowerCase(Locale.ROOT));
                insert.setString(12, item.detail());
                insert.setString(13, item.question());
                insert.setString(14, item.task().expectedText().orElse(null));
                insert.setString(15, Json.line(choices(item)));
                if (item.jury().isPresent()) {
                    insert.setDouble(16, item.jury().getAsDouble());
                } else {
                    insert.setNull(16, Types.DOUBLE);
                }
                insert.setBoolean(17, item.drawn());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        keepSums(connection, run, judged);
    }

    private static List<ReviewItem.Choice> choices(Picked item) {
        return item.labels().entrySet().stream()
                .map(label -> new ReviewItem.Choice(label.getKey(), label.getValue()))
                .toList();
    }

    private static void keepSums(Connection connection, StoredRun run, List<Judged> judged) throws SQLException {
        try (var insert = connection.prepareStatement(JUDGED)) {
            for (var each : judged) {
                insert.setObject(1, run.organisation());
                insert.setObject(2, run.project());
                insert.setObject(3, run.id());
                insert.setObject(4, run.pact());
                insert.setString(5, each.metric().name());
                insert.setString(6, each.definition());
                insert.setObject(7, run.storedAt().atOffset(ZoneOffset.UTC));
                insert.setLong(8, each.scores().count());
                insert.setDouble(9, each.scores().sum());
                insert.setDouble(10, each.scores().squares());
                insert.setLong(11, each.tasks());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
