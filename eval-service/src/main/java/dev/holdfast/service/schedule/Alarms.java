package dev.holdfast.service.schedule;

import dev.holdfast.baselines.plan.History;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Stamps.Stamp;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// What the watch has said.
@Singleton
public final class Alarms {
    private final Database database;
    private final Stamps stamps;

    Alarms(Database database, Stamps stamps) {
        this.database = database;
        this.stamps = stamps;
    }

    /// An alarm of the watch.
    ///
    /// @param baseline that was in force
    public record Raised(UUID id, UUID pact, UUID dueRun, UUID baseline, History.Alarm alarm, Instant createdAt) {}

    /// The newest first, after a place.
    public List<Raised> page(Tenant tenant, Stamp after, int limit) {
        return database.read(tenant, connection -> {
            try (var select = connection.prepareStatement("""
                    SELECT id, pact, due_run, baseline, alarm, created_at FROM alarms
                    WHERE (created_at, id) < (?, ?) ORDER BY created_at DESC, id DESC LIMIT ?""")) {
                select.setObject(1, after.at().atOffset(ZoneOffset.UTC));
                select.setObject(2, after.id());
                select.setInt(3, limit);
                return rows(select);
            }
        });
    }

    private static List<Raised> rows(PreparedStatement select) throws SQLException {
        try (var row = select.executeQuery()) {
            var alarms = new ArrayList<Raised>();
            while (row.next()) {
                alarms.add(new Raised(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getObject(3, UUID.class),
                        row.getObject(4, UUID.class),
                        Json.read("alarm", row.getString(5), History.Alarm.class),
                        row.getObject(6, OffsetDateTime.class).toInstant()));
            }
            return List.copyOf(alarms);
        }
    }

    /// Writes one down, inside the tenant's transaction.
    void write(Connection connection, DueRun due, UUID baseline, History.Alarm alarm) throws SQLException {
        var born = stamps.next();
        try (var insert = connection.prepareStatement("""
                INSERT INTO alarms (organisation, project, id, pact, due_run, baseline, alarm, created_at)
                VALUES (?, ?, ?, ?, ?, ?, ?::json, ?)""")) {
            insert.setObject(1, due.organisation());
            insert.setObject(2, due.project());
            insert.setObject(3, born.id());
            insert.setObject(4, due.pact());
            insert.setObject(5, due.id());
            insert.setObject(6, baseline);
            insert.setString(7, Json.line(alarm));
            insert.setObject(8, born.at().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }
}
