package dev.holdfast.service.schedule;

import dev.holdfast.service.store.PactVersion;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

/// What the parts of agents looked like when they were looked at last, inside the tenant's transaction.
@Singleton
final class Fingerprints {
    Fingerprints() {}

    /// Writes down what a part looks like now, and says whether that is another look than before. What nobody has seen
    /// before is no change.
    boolean see(Connection connection, PactVersion version, String part, String seen, Instant now) throws SQLException {
        var before = find(connection, version.pact(), part);
        try (var upsert = connection.prepareStatement("""
                INSERT INTO fingerprints (organisation, project, pact, part, seen, seen_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (organisation, pact, part) DO UPDATE
                SET seen = EXCLUDED.seen, seen_at = EXCLUDED.seen_at""")) {
            upsert.setObject(1, version.organisation());
            upsert.setObject(2, version.project());
            upsert.setObject(3, version.pact());
            upsert.setString(4, part);
            upsert.setString(5, seen);
            upsert.setObject(6, now.atOffset(ZoneOffset.UTC));
            upsert.executeUpdate();
        }
        return before.filter(old -> !old.equals(seen)).isPresent();
    }

    private static Optional<String> find(Connection connection, UUID pact, String part) throws SQLException {
        try (var select =
                connection.prepareStatement("SELECT seen FROM fingerprints WHERE pact = ? AND part = ? FOR UPDATE")) {
            select.setObject(1, pact);
            select.setString(2, part);
            try (var row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }
}
