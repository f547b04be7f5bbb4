package dev.holdfast.service.database;

import dev.holdfast.service.database.Logins.Login;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema up to date, and refuses a role that row-level security would not hold.
public final class Migrations {
    static final String LOCATION = "classpath:dev/holdfast/service/migration";

    private Migrations() {}

    /// Migrates as the owner, where there is one, and then looks at the role that the service works as.
    public static void apply(Logins logins) {
        logins.owner().ifPresent(owner -> migrate(logins, owner));
        try (var connection = DriverManager.getConnection(
                logins.url(), logins.app().user(), logins.app().password())) {
            checkRole(connection);
        } catch (SQLException e) {
            throw new DatabaseException("the database cannot be opened as " + logins.app(), e);
        }
    }

    private static void migrate(Logins logins, Login owner) {
        try {
            Flyway.configure()
                    .dataSource(logins.url(), owner.user(), owner.password())
                    .locations(LOCATION)
                    .javaMigrations(new QuartzTables(logins.app().user()))
                    .placeholders(Map.of("app", logins.app().user()))
                    // branches land in any order
                    .outOfOrder(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new DatabaseException("the schema cannot be brought up to date", e);
        }
    }

    private static void checkRole(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT rolsuper OR rolbypassrls,
                               EXISTS (SELECT FROM pg_tables WHERE tableowner = current_user AND schemaname = 'public'),
                               to_regclass('tokens') IS NULL
                        FROM pg_roles WHERE rolname = current_user""")) {
            row.next();
            refuse(row.getBoolean(1), "may bypass row-level security");
            refuse(row.getBoolean(2), "owns tables");
            refuse(row.getBoolean(3), "sees no schema; migrate as the owner first");
        }
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new DatabaseException("the role that the service works as " + why);
        }
    }
}
