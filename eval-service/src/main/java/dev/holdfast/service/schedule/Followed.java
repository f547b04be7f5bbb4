package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;

/// How far due runs have come.
@Singleton
public final class Followed {
    private final Database database;
    private final DueRunRows rows;

    Followed(Database database, DueRunRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /// How far a due run has come.
    ///
    /// @param made   replays that are kept, the control's among them
    /// @param shards of the run
    /// @param done   of these
    public record Progress(UUID dueRun, String state, long made, int shards, int done) {
        /// Whether nothing more is coming.
        public boolean isOver() {
            return !state.equals(DueRun.MAKING) && !state.equals(DueRun.CLOSING);
        }
    }

    public Progress look(Tenant tenant, UUID id) {
        return database.read(
                tenant,
                connection ->
                        look(connection, rows.findById(id).orElseThrow(() -> RefusedException.missing("due run", id))));
    }

    private static Progress look(Connection connection, DueRun due) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT (SELECT count(*) FROM observations o WHERE o.run IN (?, ?) AND o.stored_at = ?),
                       (SELECT count(*) FROM shards s WHERE s.due_run = ?),
                       (SELECT count(*) FROM shards s WHERE s.due_run = ? AND s.done)""")) {
            select.setObject(1, due.run());
            select.setObject(2, due.controlRun());
            select.setObject(3, due.createdAt().atOffset(java.time.ZoneOffset.UTC));
            select.setObject(4, due.id());
            select.setObject(5, due.id());
            try (var row = select.executeQuery()) {
                row.next();
                return new Progress(due.id(), due.state(), row.getLong(1), row.getInt(2), row.getInt(3));
            }
        }
    }
}
