package dev.holdfast.service.transcript.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Superuser;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.LogBundleVerifier;
import dev.holdfast.service.audit.Verification;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.AuditSettings;
import dev.holdfast.service.audit.log.Exporter;
import dev.holdfast.service.audit.log.Registrar;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.transcript.KeySet;
import dev.holdfast.service.transcript.Masking;
import dev.holdfast.service.transcript.Transcript;
import dev.holdfast.service.transcript.UnreadableException;
import dev.holdfast.service.transcript.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TranscriptArchiveTest {
    private static final Actor SOMEBODY = new Actor("member", "m-1", Optional.empty());
    private static final Map<String, String> PACT =
            Map.of("pact.yaml", """
            holdfast: 1
            pact: yes-sayer
            agent: {target: {recorded: {file: unused.jsonl}}}
            golden: [golden/tasks.jsonl]
            metrics: {ok: {equals: {literal: 'yes'}}}
            promises: [{metric: ok, at_least: 60%}]
            """, "golden/tasks.jsonl", "{\"id\":\"t0\",\"input\":\"Is 0 a number?\"}");

    private final Database database = TestService.bean(Database.class);
    private final KeySet keys = KeySet.generate();
    private final TranscriptArchive archive = archive(keys);
    private final Team team = Team.found("acme");
    private final UUID organisation = UUID.fromString(team.admin().get("/v1/me").text("organisation"));
    private final Tenant tenant = Tenant.of(organisation);
    private final TranscriptArchive.Shelf shelf = shelf();

    @Test
    void opensWhatItKeeps() {
        var transcript = transcript("t0", "the answer");

        var opened = open(archive, keep(archive, transcript));

        assertThat(opened.transcript()).contains(transcript);
    }

    @Test
    void leavesNothingReadableInAnyFileOfTheDatabase() throws IOException, SQLException {
        var planted = "planted-" + UUID.randomUUID();
        keep(archive, transcript("t0", planted));

        Superuser.run("CHECKPOINT");

        var data = TestService.bean(AuditSettings.class).checkpoints().resolveSibling("postgres");
        assertThat(filesWith(data, planted)).isEmpty();
        // the search itself finds what is not sealed
        assertThat(filesWith(data, organisation.toString())).isNotEmpty();
    }

    @Test
    void saysWhichKeyIsMissing() {
        var kept = keep(archive, transcript("t0", "the answer"));

        assertThatThrownBy(() -> open(archive(KeySet.generate()), kept))
                .isInstanceOf(UnreadableException.class)
                .hasMessageContaining("was sealed with key")
                .hasMessageContaining("not among the keys this service was given");
    }

    @Test
    void opensNothingThatWasPutInPlaceOfAnother() throws IOException, SQLException {
        var one = keep(archive, transcript("t0", "one"));
        var other = keep(archive, transcript("t1", "other"));
        Superuser.run("""
                UPDATE transcripts SET (wrapped_key, ciphertext, digest) =
                    (SELECT wrapped_key, ciphertext, digest FROM transcripts WHERE id = '%s') WHERE id = '%s'""".formatted(one.id(), other.id()));

        assertThatThrownBy(() -> open(archive, other)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void usesANewKeyForWhatIsNewAndWrapsOldKeysAgain() throws IOException, SQLException {
        var rotated = archive(keys.rotated());
        var old = keep(archive, transcript("t0", "old"));
        var fresh = keep(rotated, transcript("t1", "new"));

        assertThat(open(rotated, old).transcript()).contains(transcript("t0", "old"));
        assertThatThrownBy(() -> open(archive, fresh)).isInstanceOf(UnreadableException.class);
        var before = ciphertext(old);
        assertThat(rewrap(rotated)).isEqualTo(1);
        assertThat(rewrap(rotated)).isZero();
        assertThat(ciphertext(old)).isEqualTo(before);
        assertThat(open(rotated, old).transcript()).contains(transcript("t0", "old"));
        assertThatThrownBy(() -> open(archive, old)).isInstanceOf(UnreadableException.class);
    }

    @Test
    void erasesTextSaltAndKeyAndLeavesTheLogWhole() throws IOException, SQLException {
        var kept = keep(archive, transcript("t0", "forget me"));

        assertThat(database.<Boolean>write(
                        tenant, connection -> archive.erase(connection, organisation, SOMEBODY, kept.id())))
                .isTrue();

        var opened = open(archive, kept);
        assertThat(opened.transcript()).isEmpty();
        assertThat(opened.kept().erasedAt()).isPresent();
        assertThat(opened.kept().digest()).isEqualTo(kept.digest());
        assertThat(ciphertext(kept)).isEmpty();
        assertThat(verifyLog()).isInstanceOf(Verification.Proven.class);
        assertThat(actions()).endsWith("transcripts.created", "transcript.erased", "transcript.read");
    }

    @Test
    void erasesWhatIsTooOldAndNothingElse() {
        set(new TranscriptSettings(Masking.NONE, OptionalInt.of(30), Optional.empty()));
        var old = keep(archive, transcript("t0", "old"));
        set(new TranscriptSettings(Masking.NONE, OptionalInt.empty(), Optional.empty()));
        var forever = keep(archive, transcript("t1", "forever"));

        assertThat(expire(Duration.ofDays(29))).isZero();
        assertThat(expire(Duration.ofDays(31))).isEqualTo(1);
        assertThat(expire(Duration.ofDays(31))).isZero();

        assertThat(open(archive, old).transcript()).isEmpty();
        assertThat(open(archive, forever).transcript()).isPresent();
        assertThat(verifyLog()).isInstanceOf(Verification.Proven.class);
    }

    @Test
    void masksBeforeItKeeps() {
        set(new TranscriptSettings(
                new Masking(List.of(Masking.Rule.path("$..email"), Masking.Rule.pattern("[0-9]{16}"))),
                OptionalInt.empty(),
                Optional.empty()));

        var kept = keep(archive, transcript("t0", "{\"email\":\"ada@example.com\",\"card\":\"4111111111111111\"}"));

        assertThat(open(archive, kept).transcript().orElseThrow().response())
                .contains("{\"email\":\"[masked]\",\"card\":\"[masked]\"}");
    }

    @Test
    void showsNothingToAnotherOrganisation() {
        var kept = keep(archive, transcript("t0", "mine"));
        var other = UUID.fromString(TestService.admin("other").get("/v1/me").text("organisation"));

        Optional<TranscriptArchive.Opened> seen = database.write(
                Tenant.of(other), connection -> archive.open(connection, organisation, SOMEBODY, kept.id()));

        assertThat(seen).isEmpty();
    }

    private static TranscriptArchive archive(KeySet keys) {
        return new TranscriptArchive(new Vault(keys), TestService.bean(Registrar.class));
    }

    private TranscriptArchive.Shelf shelf() {
        var pact = team.publish(PACT).text("pact");
        var run = team.record(pact, "{\"run\":\"r1\",\"task\":\"t0\",\"output\":\"yes\"}")
                .json()
                .at("/runs/0/id")
                .asText();
        return new TranscriptArchive.Shelf(organisation, UUID.fromString(team.project()), UUID.fromString(run));
    }

    private KeptTranscript keep(TranscriptArchive by, Transcript transcript) {
        return database.write(tenant, connection -> by.keep(connection, shelf, SOMEBODY, List.of(transcript)))
                .getFirst();
    }

    private TranscriptArchive.Opened open(TranscriptArchive by, KeptTranscript kept) {
        return database.write(tenant, connection -> by.open(connection, organisation, SOMEBODY, kept.id()))
                .orElseThrow();
    }

    private int rewrap(TranscriptArchive by) {
        return database.write(tenant, connection -> by.rewrap(connection, organisation, SOMEBODY));
    }

    private int expire(Duration later) {
        return database.write(
                tenant,
                connection ->
                        archive.expire(connection, organisation, Instant.now().plus(later)));
    }

    private void set(TranscriptSettings settings) {
        database.write(tenant, connection -> {
            archive.set(connection, organisation, SOMEBODY, settings);
            return 0;
        });
    }

    private String ciphertext(KeptTranscript kept) throws IOException, SQLException {
        try (var connection = Superuser.connection("postgres");
                var query = connection.prepareStatement(
                        "SELECT coalesce(encode(ciphertext, 'hex'), '') FROM transcripts WHERE id = ?")) {
            query.setObject(1, kept.id());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }

    private List<String> actions() {
        return database.read(
                tenant,
                connection -> TestService.bean(AuditLog.class).events(connection, organisation, 0, 100).stream()
                        .map(event -> event.action())
                        .toList());
    }

    private Verification verifyLog() {
        var text = new StringBuilder();
        TestService.bean(Exporter.class).write(organisation, 0, Optional.empty(), text);
        var key = TestService.bean(AuditSettings.class).key().publicKey();
        try {
            return new LogBundleVerifier(List.of(key), List.of())
                    .verify("bundle", new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Path> filesWith(Path folder, String text) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, text))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            // the server removes files as it goes
            return false;
        }
    }

    private static Transcript transcript(String task, String response) {
        var call = new Transcript.Call(
                "look_up", Json.line(Map.of("q", response)), List.of(), Optional.of(response), List.of());
        return new Transcript(
                "r1",
                task,
                0,
                Optional.empty(),
                "What is " + response + "?",
                Optional.of(response),
                Optional.empty(),
                List.of(call),
                Optional.of(0.75));
    }
}
