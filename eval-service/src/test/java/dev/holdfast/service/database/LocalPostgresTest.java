package dev.holdfast.service.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.service.TestService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalPostgresTest {
    @TempDir
    private Path folder;

    /// Opens the folder, writes a row, and waits to be killed.
    static final class Victim {
        public static void main(String[] arguments) throws Exception {
            var postgres = LocalPostgres.open(Path.of(arguments[0]), Path.of(arguments[1]));
            write(postgres.logins());
            System.out.println("written");
            Thread.sleep(600_000);
        }

        private static void write(Logins logins) throws SQLException {
            var owner = logins.owner().orElseThrow();
            try (var connection = DriverManager.getConnection(logins.url(), owner.user(), owner.password());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
            }
        }
    }

    @Test
    void takesOverAServerThatOutlivedItsProcess() throws Exception {
        kill(victim());

        try (var postgres = open()) {
            assertThat(postgres.isAdopted()).isTrue();
            assertThat(answer(postgres)).isEqualTo(42);
        }
        try (var postgres = open()) {
            assertThat(postgres.isAdopted()).isFalse();
            assertThat(answer(postgres)).isEqualTo(42);
        }
    }

    @Test
    void startsAgainWhereEverythingWasKilled() throws Exception {
        kill(victim());
        var server = Postmaster.of(folder.resolve("data/postgres")).orElseThrow();
        server.process().orElseThrow().destroyForcibly();

        try (var postgres = open()) {
            assertThat(answer(postgres)).isEqualTo(42);
        }
    }

    @Test
    void refusesAFolderThatIsInUse() throws Exception {
        try (var _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("in use by another Holdfast");
        }
    }

    @Test
    void letsNobodyInWithoutAPassword() throws Exception {
        try (var postgres = open()) {
            assertThatThrownBy(
                            () -> DriverManager.getConnection(postgres.logins().url(), "postgres", "postgres"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
        }
    }

    private LocalPostgres open() throws IOException {
        return LocalPostgres.open(folder.resolve("data"), TestService.programs());
    }

    private static int answer(LocalPostgres postgres) throws SQLException {
        var owner = postgres.logins().owner().orElseThrow();
        try (var connection = DriverManager.getConnection(postgres.logins().url(), owner.user(), owner.password());
                var row = connection.createStatement().executeQuery("SELECT answer FROM kept")) {
            row.next();
            return row.getInt(1);
        }
    }

    private Process victim() throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider",
                        Victim.class.getName(),
                        folder.resolve("data").toString(),
                        TestService.programs().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.readLine()).isEqualTo("written");
        return process;
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
