package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.TestService;
import dev.holdfast.service.database.LocalPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupCommandTest {
    @TempDir
    private Path folder;

    @Test
    void makesTheSameDataOfACopy() throws Exception {
        write();

        var copied = cli("backup", file(), "--data", data());
        var restored = cli("backup", file(), "--data", folder.resolve("new").toString(), "--restore");

        assertThat(copied.code()).as(copied.err()).isZero();
        assertThat(restored.code()).as(restored.err()).isZero();
        assertThat(read(folder.resolve("new"))).isEqualTo(42);
    }

    @Test
    void overwritesNothing() throws Exception {
        Files.createFile(Path.of(file()));
        write();

        assertThat(cli("backup", file(), "--data", data()).code()).isEqualTo(2);
        assertThat(cli("backup", file(), "--data", data(), "--restore").code()).isEqualTo(2);
    }

    @Test
    void refusesWhileTheServiceRuns() throws Exception {
        try (var _ = LocalPostgres.open(Path.of(data()), TestService.programs())) {
            var refused = cli("backup", file(), "--data", data());
            var looked = cli("doctor", "--data", data());

            assertThat(refused.code()).isEqualTo(4);
            assertThat(refused.err()).contains("in use");
            // a database without a schema is none that a service could work with
            assertThat(looked.code()).isEqualTo(4);
            assertThat(looked.out()).contains("good  disk").contains("bad   database");
        }
    }

    @Test
    void findsAWholeServiceGood() {
        var data = TestService.data().toString();

        var looked = cli("doctor", "--data", data);

        assertThat(looked.code()).as(looked.out()).isZero();
        assertThat(looked.out()).contains("good  database  PostgreSQL 17").contains("good  clock");
    }

    private void write() throws Exception {
        try (var postgres = LocalPostgres.open(Path.of(data()), TestService.programs())) {
            var owner = postgres.logins().owner().orElseThrow();
            try (var connection = DriverManager.getConnection(postgres.logins().url(), owner.user(), owner.password());
                    var statement = connection.createStatement()) {
                statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
            }
        }
    }

    private static int read(Path data) throws Exception {
        try (var postgres = LocalPostgres.open(data, TestService.programs())) {
            var owner = postgres.logins().owner().orElseThrow();
            try (var connection = DriverManager.getConnection(postgres.logins().url(), owner.user(), owner.password());
                    var row = connection.createStatement().executeQuery("SELECT answer FROM kept")) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private String file() {
        return folder.resolve("copy.zip").toString();
    }

    private Cli cli(String... arguments) {
        return Cli.run(folder, arguments);
    }
}
