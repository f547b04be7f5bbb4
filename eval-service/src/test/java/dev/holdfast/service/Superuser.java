package dev.holdfast.service;

import dev.holdfast.service.audit.log.AuditSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// Who holds the database of the tests, and may do anything to it.
public final class Superuser {
    private Superuser() {}

    /// Runs statements, with triggers and row-level security out of the way.
    public static void run(String... statements) throws IOException, SQLException {
        try (var connection = connection("postgres");
                var statement = connection.createStatement()) {
            statement.execute("SET session_replication_role = replica");
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /// A connection as one of the roles.
    public static Connection connection(String role) throws IOException, SQLException {
        var credentials = new Properties();
        credentials.load(new StringReader(Files.readString(TestService.bean(AuditSettings.class)
                .checkpoints()
                .resolveSibling("postgres")
                .resolve("holdfast.credentials"))));
        var url = TestService.server().context().getRequiredProperty("datasources.default.url", String.class);
        return DriverManager.getConnection(url, role, credentials.getProperty(role));
    }
}
