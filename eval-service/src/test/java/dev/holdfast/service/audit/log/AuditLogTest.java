package dev.holdfast.service.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.service.Superuser;
import dev.holdfast.service.TestService;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.LogBundleVerifier;
import dev.holdfast.service.audit.Verification;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.DatabaseException;
import dev.holdfast.service.database.Tenant;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuditLogTest {
    private static final Actor SOMEBODY = new Actor("member", "m-1", Optional.empty());

    private final Database database = TestService.bean(Database.class);
    private final AuditLog log = TestService.bean(AuditLog.class);
    private final Checkpoints checkpoints = TestService.bean(Checkpoints.class);
    private final AuditSettings settings = TestService.bean(AuditSettings.class);

    private final UUID organisation =
            TestService.organisation("acme").organisation().organisation();
    private final Tenant tenant = Tenant.of(organisation);

    @Test
    void beginsWithTheFoundingOfTheOrganisation() {
        var events = database.read(tenant, connection -> log.events(connection, organisation, 0, 10));

        assertThat(events)
                .extracting(event -> event.seq() + " " + event.action())
                .containsExactly("0 organisation.created", "1 member.created", "2 token.created");
        assertThat(events)
                .allSatisfy(event -> assertThat(event.organisation()).isEqualTo(organisation.toString()))
                .allSatisfy(event -> assertThat(event.after()).isPresent());
    }

    @Test
    void keepsNoEventOfAChangeThatDidNotHappen() {
        var before = size();

        assertThatThrownBy(() -> database.write(tenant, connection -> {
                    log.record(connection, organisation, SOMEBODY, Deed.done("token", "t-1", "revoked"));
                    throw new IllegalStateException("the change failed");
                }))
                .hasMessage("the change failed");

        assertThat(size()).isEqualTo(before);
    }

    @Test
    void undoesAChangeWhoseEventCannotBeWritten() {
        var project = UUID.randomUUID();

        assertThatThrownBy(() -> database.write(tenant, connection -> {
                    insertProject(connection, project);
                    var deed = Deed.created("project", project, Map.of("id", project))
                            .because(Optional.of("x".repeat(2_000)));
                    return log.record(connection, organisation, SOMEBODY, deed);
                }))
                .hasMessageContaining("a reason has 1 to 1000 characters");

        assertThat(projects(project)).isZero();
    }

    /// As when the log's table cannot take it: the database is the one that refuses.
    @Test
    void undoesAChangeWhoseEventTheDatabaseRefuses() {
        var project = UUID.randomUUID();
        var other = TestService.organisation("other").organisation().organisation();

        assertThatThrownBy(() -> database.write(tenant, connection -> {
                    insertProject(connection, project);
                    return log.record(connection, other, SOMEBODY, Deed.done("project", project, "touched"));
                }))
                .isInstanceOf(UnrecordedException.class);

        assertThat(projects(project)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "audit_logs, organisation = organisation",
        "audit_events, leaf = ''",
        "audit_nodes, hash = ''",
        "audit_checkpoints, note = ''"
    })
    void letsTheServiceAddAndReadAndNothingElse(String table, String change) throws IOException, SQLException {
        for (var statement :
                List.of("UPDATE " + table + " SET " + change, "DELETE FROM " + table, "TRUNCATE " + table)) {
            assertThatThrownBy(() -> database.write(
                            tenant, connection -> connection.createStatement().executeUpdate(statement)))
                    .as(statement)
                    .hasMessageContaining("permission denied for table " + table);
            try (var owner = Superuser.connection("holdfast_owner")) {
                assertThatThrownBy(() -> owner.createStatement().executeUpdate(statement + cascade(statement)))
                        .as("as the owner: " + statement)
                        .hasMessageContaining("the audit log is only added to");
            }
        }
    }

    @Test
    void numbersEventsWithoutGapsWhoeverAddsThem() throws InterruptedException {
        var before = size();

        try (var threads = Executors.newFixedThreadPool(6)) {
            for (var i = 0; i < 60; i++) {
                var id = "t-" + i;
                threads.execute(() -> add(Deed.done("token", id, "revoked")));
            }
        }

        var events = database.read(tenant, connection -> log.events(connection, organisation, before, 100));
        assertThat(events).extracting(event -> event.seq() - before).hasSize(60).containsExactlyElementsOf(upTo(60));
        assertThat(verify(export(0, Optional.empty())))
                .isInstanceOfSatisfying(
                        Verification.Proven.class,
                        proven -> assertThat(proven.count()).isEqualTo(before + 60));
    }

    @Test
    void provesThatItContinuesAnOlderCheckpoint() {
        var older = sign();
        add(Deed.done("token", "t-1", "revoked"));
        add(Deed.done("token", "t-2", "revoked"));

        var whole = verify(export(0, Optional.empty()), new LogBundleVerifier.Older("kept", older.note()));
        var part = verify(
                export(older.size() + 1, Optional.of(older.size())), new LogBundleVerifier.Older("kept", older.note()));

        assertThat(whole).isInstanceOf(Verification.Proven.class);
        assertThat(part)
                .isInstanceOfSatisfying(
                        Verification.Proven.class,
                        proven -> assertThat(proven.beyond()).containsExactly(older.size()));
    }

    @Test
    void isSignedAfterAThousandLeaves() {
        var before = size();

        database.write(tenant, connection -> {
            for (var i = before; i < AuditLog.LEAVES_PER_CHECKPOINT; i++) {
                log.record(connection, organisation, SOMEBODY, Deed.done("token", "t-" + i, "revoked"));
            }
            return 0;
        });

        var newest = database.read(tenant, connection -> checkpoints.newest(connection, organisation));
        assertThat(newest)
                .hasValueSatisfying(signed -> assertThat(signed.size()).isEqualTo(1_000));
    }

    @Test
    void isSignedAndCopiedOnceItsLeavesAreOldEnough() throws IOException {
        var task = TestService.bean(CheckpointTask.class);
        var copy = settings.checkpoints().resolve(organisation.toString()).resolve("%012d.txt".formatted(size()));

        task.run(organisation, Duration.ofMinutes(10));
        assertThat(copy).doesNotExist();
        task.run(organisation, Duration.ZERO);

        assertThat(copy).hasContent(sign().note());
    }

    /// Who holds the database changes a leaf, and leaves the tree.
    @Test
    void namesTheLeafThatWasChangedInTheDatabase() throws IOException, SQLException {
        add(Deed.done("token", "t-1", "revoked"));
        Superuser.run("UPDATE audit_events SET leaf = replace(leaf, 't-1', 't-9') WHERE organisation = '%s' AND seq = 3"
                .formatted(organisation));

        assertThat(verify(export(0, Optional.empty())))
                .isInstanceOfSatisfying(
                        Verification.Tampered.class,
                        tampered -> assertThat(tampered.leaf()).hasValue(3));
    }

    /// Who holds the database changes the tree too: the service does not sign what contradicts what it signed before.
    @Test
    void isNotSignedOnceItWasRewritten() throws IOException, SQLException {
        sign();
        add(Deed.done("token", "t-1", "revoked"));
        Superuser.run("UPDATE audit_nodes SET hash = sha256('x') WHERE organisation = '%s' AND level = 0 AND index = 2"
                .formatted(organisation));

        assertThatThrownBy(this::sign)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("was rewritten: it does not continue the checkpoint of 3 leaves");
    }

    @Test
    void showsNothingOfAnotherOrganisation() {
        var other = TestService.organisation("other").organisation().organisation();

        var seen = database.read(tenant, connection -> log.events(connection, other, 0, 10));

        assertThat(seen).isEmpty();
    }

    private void add(Deed deed) {
        database.write(tenant, connection -> log.record(connection, organisation, SOMEBODY, deed));
    }

    private long size() {
        return database.read(tenant, connection -> AuditLog.size(connection, organisation));
    }

    private Checkpoints.Signed sign() {
        return database.write(tenant, connection -> checkpoints.sign(connection, organisation))
                .orElseThrow();
    }

    private String export(long first, Optional<Long> since) {
        var text = new StringBuilder();
        TestService.bean(Exporter.class).write(organisation, first, since, text);
        return text.toString();
    }

    private Verification verify(String bundle, LogBundleVerifier.Older... older) {
        try {
            return new LogBundleVerifier(List.of(settings.key().publicKey()), List.of(older))
                    .verify("bundle", new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void insertProject(Connection connection, UUID project) throws SQLException {
        try (var insert = connection.prepareStatement(
                "INSERT INTO projects (organisation, id, name, created_at, version) VALUES (?, ?, ?, now(), 0)")) {
            insert.setObject(1, organisation);
            insert.setObject(2, project);
            insert.setString(3, project.toString());
            insert.executeUpdate();
        }
    }

    private long projects(UUID project) {
        return database.read(tenant, connection -> {
            try (var query = connection.prepareStatement("SELECT count(*) FROM projects WHERE id = ?")) {
                query.setObject(1, project);
                try (var row = query.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private static String cascade(String statement) {
        return statement.startsWith("TRUNCATE") ? " CASCADE" : "";
    }

    private static List<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().toList();
    }
}
