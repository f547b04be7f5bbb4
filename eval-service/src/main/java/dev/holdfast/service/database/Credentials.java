package dev.holdfast.service.database;

import dev.holdfast.service.database.Logins.Login;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;

/// The passwords of an embedded server, kept beside its data and readable by nobody else.
record Credentials(Login superuser, Login owner, Login app) {
    private static final String FILE = "holdfast.credentials";
    private static final String SUPERUSER = "postgres";
    private static final String OWNER = "holdfast_owner";
    private static final String APP = "holdfast_app";

    /// Only with a password, from this machine, over the loopback.
    private static final String HOST_ACCESS = "host all all 127.0.0.1/32 scram-sha-256\n";

    static Credentials make() {
        return new Credentials(
                new Login(SUPERUSER, password()), new Login(OWNER, password()), new Login(APP, password()));
    }

    static Credentials read(Path data) throws IOException {
        if (!Files.exists(data.resolve(FILE))) {
            throw new DatabaseException(data.resolve(FILE) + " is missing; without it the data cannot be opened");
        }
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(data.resolve(FILE))));
        return new Credentials(login(properties, SUPERUSER), login(properties, OWNER), login(properties, APP));
    }

    /// Makes the roles and the database, and lets nobody in without a password from the next start on.
    void install(Connection connection, Path data) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("ALTER ROLE %s PASSWORD '%s'".formatted(superuser.user(), superuser.password()));
            for (var login : Stream.of(owner, app).toList()) {
                statement.execute("CREATE ROLE %s LOGIN NOSUPERUSER NOBYPASSRLS PASSWORD '%s'"
                        .formatted(login.user(), login.password()));
            }
            statement.execute("CREATE DATABASE %s OWNER %s".formatted(LocalPostgres.DATABASE, owner.user()));
        }
        write(data);
        Files.writeString(data.resolve("pg_hba.conf"), HOST_ACCESS);
    }

    private void write(Path data) throws IOException {
        var file = data.resolve(FILE);
        Files.createFile(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(
                file,
                Stream.of(superuser, owner, app)
                        .map(login -> login.user() + "=" + login.password())
                        .toList());
    }

    private static Login login(Properties properties, String user) {
        return new Login(user, properties.getProperty(user, ""));
    }

    private static String password() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
