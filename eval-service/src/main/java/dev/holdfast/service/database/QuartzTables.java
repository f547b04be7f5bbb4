package dev.holdfast.service.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/// Makes Quartz's own tables, as Quartz ships them, in a schema of their own. They hold names and times of rows that
/// are kept apart by organisation elsewhere, and nothing else.
public final class QuartzTables implements JavaMigration {
    public static final String SCHEMA = "quartz";
    private static final String SHIPPED = "/org/quartz/impl/jdbcjobstore/tables_postgres.sql";

    /// Left out of what is shipped: it would begin by dropping tables, and ends a transaction that is not its own.
    private static final String NOT_OURS = "(?im)^\\s*(DROP TABLE|COMMIT|--).*$";

    private final String app;

    /// @param app the role that the service works as
    QuartzTables(String app) {
        this.app = app;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("201");
    }

    @Override
    public String getDescription() {
        return "quartz";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        var statements = new ArrayList<String>();
        statements.add("CREATE SCHEMA " + SCHEMA);
        statements.add("SET LOCAL search_path = " + SCHEMA);
        statements.addAll(shipped());
        statements.add("SET LOCAL search_path = public");
        statements.add("GRANT USAGE ON SCHEMA %s TO \"%s\"".formatted(SCHEMA, app));
        statements.add(
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %s TO \"%s\"".formatted(SCHEMA, app));
        try (var statement = context.getConnection().createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> shipped() {
        try (var in = Objects.requireNonNull(QuartzTables.class.getResourceAsStream(SHIPPED), SHIPPED)) {
            var text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll(NOT_OURS, "");
            return Arrays.stream(text.split(";", -1))
                    .map(String::strip)
                    .filter(sql -> !sql.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
