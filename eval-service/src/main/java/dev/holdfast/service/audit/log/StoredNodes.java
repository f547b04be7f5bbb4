package dev.holdfast.service.audit.log;

import dev.holdfast.service.database.DatabaseException;
import dev.holdfast.service.merkle.Hash;
import dev.holdfast.service.merkle.Node;
import dev.holdfast.service.merkle.Nodes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// The tree of one organisation's log, as its transaction sees it.
final class StoredNodes implements Nodes {
    private final Connection connection;
    private final UUID organisation;

    StoredNodes(Connection connection, UUID organisation) {
        this.connection = connection;
        this.organisation = organisation;
    }

    @Override
    public Hash at(int level, long index) {
        try (var query = connection.prepareStatement(
                "SELECT hash FROM audit_nodes WHERE organisation = ? AND level = ? AND index = ?")) {
            query.setObject(1, organisation);
            query.setInt(2, level);
            query.setLong(3, index);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    throw new DatabaseException(
                            "the audit log is damaged: node %d of level %d is missing".formatted(index, level));
                }
                return Hash.of(row.getBytes(1));
            }
        } catch (SQLException e) {
            throw new DatabaseException("the audit log cannot be read", e);
        }
    }

    void add(List<Node> nodes) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO audit_nodes (organisation, level, index, hash) VALUES (?, ?, ?, ?)")) {
            for (var node : nodes) {
                insert.setObject(1, organisation);
                insert.setInt(2, node.level());
                insert.setLong(3, node.index());
                insert.setBytes(4, node.hash().bytes());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }
}
