package dev.holdfast.service.database;

import dev.holdfast.service.database.Logins.Login;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Whether the database can be reached, and in which state it is.
public sealed interface Checkup {
    /// It cannot.
    record Absent(String why) implements Checkup {}

    /// It can.
    ///
    /// @param now what it takes for the time
    record Reached(String version, int migrations, Instant now) implements Checkup {}

    /// Looks at the external database where one is named, else at the embedded one, which is not started for this.
    static Checkup of(Path folder, Optional<Logins> external) throws IOException {
        if (external.isPresent()) {
            var logins = external.get();
            return look(logins.url(), logins.owner().orElse(logins.app()));
        }
        var data = folder.resolve("postgres");
        if (!Files.isDirectory(data)) {
            return new Absent("there is none in " + folder + "; `holdfast serve` makes one");
        }
        var server = Postmaster.of(data).filter(running -> running.process().isPresent());
        return server.isEmpty()
                ? new Absent("it is not running; `holdfast serve` starts it")
                : look(
                        server.get().url(LocalPostgres.DATABASE),
                        Credentials.read(data).owner());
    }

    private static Checkup look(String url, Login login) {
        try (var connection = DriverManager.getConnection(url, login.user(), login.password());
                var row = connection.createStatement().executeQuery("""
                        SELECT current_setting('server_version'), now(),
                               (SELECT count(*) FROM flyway_schema_history WHERE success)""")) {
            row.next();
            return new Reached(
                    "PostgreSQL " + row.getString(1),
                    row.getInt(3),
                    row.getObject(2, OffsetDateTime.class).toInstant());
        } catch (SQLException e) {
            return new Absent("it cannot be opened as " + login + ": " + e.getMessage());
        }
    }
}
