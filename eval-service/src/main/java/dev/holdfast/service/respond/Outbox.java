package dev.holdfast.service.respond;

import dev.holdfast.alerting.notify.Parcel;
import dev.holdfast.schema.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What is on its way. A parcel can be posted once; posting it again does nothing.
record Outbox(Connection connection, UUID organisation) {
    /// A sender that takes longer than this is taken to have died; the parcel is sent again.
    static final Duration LEASE = Duration.ofMinutes(2);

    void post(Parcel parcel) throws SQLException {
        Rows.change(
                connection,
                """
                INSERT INTO parcels (organisation, id, state, due_at, document) VALUES (?, ?, ?, ?, ?::jsonb)
                ON CONFLICT DO NOTHING""",
                organisation,
                parcel.id(),
                parcel.state().name(),
                parcel.dueAt().map(java.sql.Timestamp::from).orElse(null),
                Json.line(parcel));
    }

    /// Takes parcels that are due. No other sender gets them until the lease is over.
    List<Parcel> claim(int most, Instant now) throws SQLException {
        return Rows.list(connection, Parcel.class, """
                UPDATE parcels SET due_at = ? WHERE (organisation, id) IN (
                    SELECT organisation, id FROM parcels WHERE state = 'WAITING' AND due_at <= ?
                    ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED)
                RETURNING document""", now.plus(LEASE), now, most);
    }

    /// After an attempt.
    void settle(Parcel parcel) throws SQLException {
        Rows.change(
                connection,
                "UPDATE parcels SET state = ?, due_at = ?, document = ?::jsonb WHERE id = ?",
                parcel.state().name(),
                parcel.dueAt().map(java.sql.Timestamp::from).orElse(null),
                Json.line(parcel),
                parcel.id());
    }

    List<Parcel> all() throws SQLException {
        return Rows.list(connection, Parcel.class, "SELECT document FROM parcels ORDER BY id");
    }

    /// Organisations that have something waiting, seen from outside of all of them.
    static List<UUID> waiting(Connection connection, Instant now) throws SQLException {
        return organisations(
                connection,
                "SELECT DISTINCT organisation::text FROM parcels WHERE state = 'WAITING' AND due_at <= ?",
                now);
    }

    /// Organisations in which a group has to be looked at again.
    static List<UUID> waking(Connection connection, Instant now) throws SQLException {
        return organisations(connection, "SELECT DISTINCT organisation::text FROM tellings WHERE wake_at <= ?", now);
    }

    private static List<UUID> organisations(Connection connection, String query, Instant now) throws SQLException {
        Rows.texts(connection, "SELECT set_config('holdfast.dispatcher', 'on', true)");
        return Rows.texts(connection, query, now).stream().map(UUID::fromString).toList();
    }
}
