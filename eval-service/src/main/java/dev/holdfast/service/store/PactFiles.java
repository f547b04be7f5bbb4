package dev.holdfast.service.store;

import dev.holdfast.service.bundle.Bundle;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.TreeMap;

/// The files of pact versions.
@Singleton
public final class PactFiles {
    PactFiles() {}

    /// Keeps a version's files, inside the tenant's transaction.
    public void write(Connection connection, PactVersion version, Bundle bundle) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO pact_files (organisation, project, version, path, content) VALUES (?, ?, ?, ?, ?)")) {
            for (var file : bundle.files().entrySet()) {
                insert.setObject(1, version.organisation());
                insert.setObject(2, version.project());
                insert.setObject(3, version.id());
                insert.setString(4, file.getKey());
                insert.setString(5, file.getValue());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// A version with its files, inside the tenant's transaction.
    public Bundle read(Connection connection, PactVersion version) throws SQLException {
        var files = new TreeMap<String, String>();
        try (var select = connection.prepareStatement("SELECT path, content FROM pact_files WHERE version = ?")) {
            select.setObject(1, version.id());
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    files.put(row.getString(1), row.getString(2));
                }
            }
        }
        return new Bundle(version.entry(), files);
    }
}
