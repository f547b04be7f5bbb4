package dev.holdfast.service.audit.log;

import dev.holdfast.service.audit.Checkpoint;
import dev.holdfast.service.database.DatabaseException;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.merkle.MerkleTree;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;

/// Signs how far a log has come, and never anything that contradicts what was signed before.
@Singleton
public final class Checkpoints {
    private final AuditSettings settings;
    private final Stamps stamps;

    Checkpoints(AuditSettings settings, Stamps stamps) {
        this.settings = settings;
        this.stamps = stamps;
    }

    /// A checkpoint that was signed.
    ///
    /// @param note the signed note
    public record Signed(long size, String note) {}

    /// The checkpoint of the whole log, signed now unless it was signed before; absent while the log is empty.
    public Optional<Signed> sign(Connection connection, UUID organisation) throws SQLException {
        var size = AuditLog.size(connection, organisation);
        var newest = newest(connection, organisation);
        if (size == 0 || newest.filter(signed -> signed.size() == size).isPresent()) {
            return newest;
        }
        var tree = new MerkleTree(new StoredNodes(connection, organisation), size);
        if (newest.isPresent()) {
            checkContinues(newest.get(), connection, organisation);
        }
        var checkpoint = new Checkpoint(settings.origin(organisation), size, tree.root());
        var signed = new Signed(size, checkpoint.sign(settings.key()).written());
        save(connection, organisation, signed);
        return Optional.of(signed);
    }

    /// The last one that was signed.
    public Optional<Signed> newest(Connection connection, UUID organisation) throws SQLException {
        try (var query = connection.prepareStatement("""
                SELECT size, note FROM audit_checkpoints WHERE organisation = ? ORDER BY size DESC LIMIT 1""")) {
            query.setObject(1, organisation);
            try (var row = query.executeQuery()) {
                return row.next() ? Optional.of(new Signed(row.getLong(1), row.getString(2))) : Optional.empty();
            }
        }
    }

    /// The tree of that size is still the one that was signed.
    private static void checkContinues(Signed older, Connection connection, UUID organisation) {
        var tree = new MerkleTree(new StoredNodes(connection, organisation), older.size());
        if (!Checkpoint.read("the newest checkpoint", older.note()).root().equals(tree.root())) {
            throw new DatabaseException(
                    "the audit log of %s was rewritten: it does not continue the checkpoint of %d leaves"
                            .formatted(organisation, older.size()));
        }
    }

    /// Another node may have signed the same at the same time.
    private void save(Connection connection, UUID organisation, Signed signed) throws SQLException {
        try (var insert = connection.prepareStatement("""
                INSERT INTO audit_checkpoints (organisation, size, note, signed_at) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""")) {
            insert.setObject(1, organisation);
            insert.setLong(2, signed.size());
            insert.setString(3, signed.note());
            insert.setTimestamp(4, Timestamp.from(stamps.now()));
            insert.executeUpdate();
        }
    }
}
