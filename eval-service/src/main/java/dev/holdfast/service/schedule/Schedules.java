package dev.holdfast.service.schedule;

import dev.holdfast.service.store.PactVersion;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// Which pacts are run by the clock, inside the tenant's transaction.
@Singleton
final class Schedules {
    Schedules() {}

    /// @param anchor where intervals are counted from
    /// @param paused whether times that come due are let pass
    record Row(Instant anchor, boolean paused) {}

    /// Begins a schedule, unless there is one.
    Row begin(Connection connection, PactVersion version, Instant now) throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT INTO schedules (organisation, project, pact, anchor, paused) VALUES (?, ?, ?, ?, false)
                ON CONFLICT DO NOTHING""")) {
            insert.setObject(1, version.organisation());
            insert.setObject(2, version.project());
            insert.setObject(3, version.pact());
            insert.setObject(4, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
        return find(connection, version.pact()).orElseThrow();
    }

    Optional<Row> find(Connection connection, UUID pact) throws SQLException {
        try (var select = connection.prepareStatement("SELECT anchor, paused FROM schedules WHERE pact = ?")) {
            select.setObject(1, pact);
            try (var row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(
                                new Row(row.getObject(1, OffsetDateTime.class).toInstant(), row.getBoolean(2)))
                        : Optional.empty();
            }
        }
    }

    void pause(Connection connection, UUID pact, boolean paused) throws SQLException {
        try (var update = connection.prepareStatement("UPDATE schedules SET paused = ? WHERE pact = ?")) {
            update.setBoolean(1, paused);
            update.setObject(2, pact);
            update.executeUpdate();
        }
    }
}
