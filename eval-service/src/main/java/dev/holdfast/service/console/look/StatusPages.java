package dev.holdfast.service.console.look;

import dev.holdfast.service.database.Stamps.Stamp;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Pages that an organisation shows to whoever has their address.
@Singleton
public final class StatusPages {
    StatusPages() {}

    /// One that is open.
    ///
    /// @param address the part of it that nobody can guess
    public record Open(UUID organisation, UUID id, String address, String title, Instant since) {}

    public List<Open> all(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT organisation, id, address, title, opened_at FROM status_pages
                WHERE closed_at IS NULL ORDER BY opened_at DESC LIMIT 100""");
                var row = select.executeQuery()) {
            var all = new ArrayList<Open>();
            while (row.next()) {
                all.add(new Open(
                        row.getObject(1, UUID.class),
                        row.getObject(2, UUID.class),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, OffsetDateTime.class).toInstant()));
            }
            return all;
        }
    }

    /// Whosever it is; in a transaction that belongs to nobody.
    public Optional<Open> find(Connection connection, String address) throws SQLException {
        try (var present = connection.prepareStatement("SELECT set_config('holdfast.status_address', ?, true)")) {
            present.setString(1, address);
            present.execute();
        }
        return all(connection).stream().findFirst();
    }

    public void open(Connection connection, UUID organisation, Stamp born, String address, String title)
            throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO status_pages (organisation, id, address, title, opened_at) VALUES (?, ?, ?, ?, ?)")) {
            insert.setObject(1, organisation);
            insert.setObject(2, born.id());
            insert.setString(3, address);
            insert.setString(4, title);
            insert.setObject(5, born.at().atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /// Whether it was open.
    public boolean close(Connection connection, UUID id, Instant now) throws SQLException {
        try (var update = connection.prepareStatement(
                "UPDATE status_pages SET closed_at = ? WHERE id = ? AND closed_at IS NULL")) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setObject(2, id);
            return update.executeUpdate() == 1;
        }
    }
}
