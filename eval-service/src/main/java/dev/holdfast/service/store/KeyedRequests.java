package dev.holdfast.service.store;

import dev.holdfast.schema.json.Digest;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// Which requests were begun and answered, by the key that each bears.
@Singleton
public final class KeyedRequests {
    /// How long an answer is kept to be given again.
    public static final Duration KEPT = Duration.ofHours(24);

    KeyedRequests() {}

    /// A request, named.
    public record Name(UUID organisation, UUID member, String route, String key) {}

    /// A request that was begun before.
    ///
    /// @param digest of what was asked then
    /// @param answer absent where there is none yet
    public record Earlier(String digest, Optional<String> answer) {}

    /// Begins a request, or finds the one that was begun before.
    public Optional<Earlier> begin(Connection connection, Name name, Digest digest, Instant now) throws SQLException {
        forget(connection, now.minus(KEPT));
        try (var insert = connection.prepareStatement("""
                INSERT INTO keyed_requests (organisation, member, route, key, digest, begun_at)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""")) {
            set(insert, name);
            insert.setString(5, digest.value());
            insert.setObject(6, now.atOffset(ZoneOffset.UTC));
            return insert.executeUpdate() == 1 ? Optional.empty() : Optional.of(earlier(connection, name));
        }
    }

    /// Keeps the answer.
    public void answer(Connection connection, Name name, String answer) throws SQLException {
        try (var update = connection.prepareStatement("""
                UPDATE keyed_requests SET answer = ?
                WHERE organisation = ? AND member = ? AND route = ? AND key = ?""")) {
            update.setString(1, answer);
            update.setObject(2, name.organisation());
            update.setObject(3, name.member());
            update.setString(4, name.route());
            update.setString(5, name.key());
            update.executeUpdate();
        }
    }

    /// Forgets a request that came to nothing, so that it can be made again.
    public void forget(Connection connection, Name name) throws SQLException {
        try (var delete = connection.prepareStatement("""
                DELETE FROM keyed_requests WHERE organisation = ? AND member = ? AND route = ? AND key = ?""")) {
            set(delete, name);
            delete.executeUpdate();
        }
    }

    private static Earlier earlier(Connection connection, Name name) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT digest, answer FROM keyed_requests
                WHERE organisation = ? AND member = ? AND route = ? AND key = ?""")) {
            set(select, name);
            try (var row = select.executeQuery()) {
                row.next();
                return new Earlier(row.getString(1), Optional.ofNullable(row.getString(2)));
            }
        }
    }

    private static void forget(Connection connection, Instant before) throws SQLException {
        try (var delete = connection.prepareStatement("DELETE FROM keyed_requests WHERE begun_at < ?")) {
            delete.setObject(1, before.atOffset(ZoneOffset.UTC));
            delete.executeUpdate();
        }
    }

    private static void set(java.sql.PreparedStatement statement, Name name) throws SQLException {
        statement.setObject(1, name.organisation());
        statement.setObject(2, name.member());
        statement.setString(3, name.route());
        statement.setString(4, name.key());
    }
}
