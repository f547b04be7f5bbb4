package dev.holdfast.service.console.look;

import dev.holdfast.service.store.StoredRun;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Which replays of a task were kept word for word. No text is read here.
@Singleton
public final class Transcribed {
    Transcribed() {}

    /// One of them.
    ///
    /// @param erased whether only its digest is left
    public record Kept(UUID id, int repeat, boolean erased) {}

    public List<Kept> of(Connection connection, StoredRun run, String task) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT id, repeat, erased_at IS NOT NULL FROM transcripts WHERE run = ? AND task = ? ORDER BY repeat")) {
            select.setObject(1, run.id());
            select.setString(2, task);
            var kept = new ArrayList<Kept>();
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    kept.add(new Kept(row.getObject(1, UUID.class), row.getInt(2), row.getBoolean(3)));
                }
            }
            return kept;
        }
    }
}
