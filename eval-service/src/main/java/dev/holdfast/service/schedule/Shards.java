package dev.holdfast.service.schedule;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The shards of due runs, inside the tenant's transaction.
@Singleton
final class Shards {
    Shards() {}

    /// Writes the shards of a due run down.
    void add(Connection connection, DueRun due, List<Shard> shards) throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT INTO shards (organisation, project, due_run, number, first_task, end_task, control, done)
                VALUES (?, ?, ?, ?, ?, ?, ?, false)""")) {
            for (var shard : shards) {
                insert.setObject(1, due.organisation());
                insert.setObject(2, due.project());
                insert.setObject(3, due.id());
                insert.setInt(4, shard.number());
                insert.setInt(5, shard.first());
                insert.setInt(6, shard.end());
                insert.setBoolean(7, shard.control());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// The shards that are still to be made.
    List<Shard> open(Connection connection, UUID due) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT number, control, first_task, end_task FROM shards WHERE due_run = ? AND NOT done ORDER BY number")) {
            select.setObject(1, due);
            try (var row = select.executeQuery()) {
                var open = new ArrayList<Shard>();
                while (row.next()) {
                    open.add(new Shard(row.getInt(1), row.getBoolean(2), row.getInt(3), row.getInt(4)));
                }
                return List.copyOf(open);
            }
        }
    }

    /// One that is still to be made.
    Optional<Shard> open(Connection connection, UUID due, int number) throws SQLException {
        return open(connection, due).stream()
                .filter(shard -> shard.number() == number)
                .findFirst();
    }

    /// Marks one as made, and says whether it was the last. Shards that end at once end one after the other.
    boolean end(Connection connection, UUID due, int number) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT id FROM due_runs WHERE id = ? FOR UPDATE");
                var update =
                        connection.prepareStatement("UPDATE shards SET done = true WHERE due_run = ? AND number = ?")) {
            lock.setObject(1, due);
            lock.execute();
            update.setObject(1, due);
            update.setInt(2, number);
            update.executeUpdate();
        }
        return open(connection, due).isEmpty();
    }
}
