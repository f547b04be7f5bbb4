package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.Bundle;
import dev.holdfast.service.audit.Checkpoint;
import dev.holdfast.service.audit.Event;
import dev.holdfast.service.audit.Subject;
import dev.holdfast.service.local.KeyRing;
import dev.holdfast.service.merkle.MemoryNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditCommandTest {
    private static final String ORIGIN = "holdfast.example.com/acme";

    @TempDir
    Path folder;

    @BeforeEach
    void makeAKey() throws IOException {
        KeyRing.make(folder.resolve("log.key"));
    }

    @Test
    void provesABundleAgainstAnOlderCheckpoint() throws IOException {
        var old = checkpoint("old.txt", events(30));
        var bundle = bundle(events(40));

        var verified = audit("--bundle", bundle, "--checkpoint", old);

        assertThat(verified.code()).isZero();
        assertThat(verified.out())
                .contains("good. all 40 leaves of the log holdfast.example.com/acme, continues the checkpoint of 30"
                        + " leaves, signed by key");
    }

    @Test
    void namesTheFirstTamperedLeaf() throws IOException {
        var bundle = bundle(events(40));
        var path = Path.of(bundle);
        Files.writeString(path, Files.readString(path).replace("token 23", "token 32"));

        var text = audit("--bundle", bundle);
        var json = audit("--bundle", bundle, "--format", "json");

        assertThat(text.code()).isEqualTo(2);
        assertThat(text.err()).startsWith("tampered: leaf 23 is not what was logged");
        assertThat(Json.tree("out", json.out()).at("/leaf").asLong(-1)).isEqualTo(23);
        assertThat(Json.tree("out", json.out()).at("/valid").asBoolean(true)).isFalse();
    }

    @Test
    void findsALogThatWasRewrittenAndSignedAnew() throws IOException {
        var old = checkpoint("old.txt", events(30));
        var rewritten = events(40).stream()
                .map(event -> event.seq() == 12 ? event(12, "another") : event)
                .toList();

        var verified = audit("--bundle", bundle(rewritten), "--checkpoint", old);

        assertThat(verified.code()).isEqualTo(2);
        assertThat(verified.err()).contains("rewritten since it had 30 leaves: one of the leaves 0 to 29");
    }

    @Test
    void isCheckedByPlainVerifyToo() throws IOException {
        var verified = Cli.run(folder, "verify", bundle(events(3)), "--trust", publicKey());

        assertThat(verified.code()).isZero();
        assertThat(verified.out()).contains("good. all 3 leaves");
    }

    @Test
    void believesNobodyWithoutAKey() throws IOException {
        var verified = Cli.run(folder, "audit", "verify", "--bundle", bundle(events(3)));

        assertThat(verified.code()).isEqualTo(2);
        assertThat(verified.err()).startsWith("not proved: ").contains("--trust");
    }

    private Cli audit(String... arguments) {
        var all = new java.util.ArrayList<>(List.of("audit", "verify"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--trust", publicKey()));
        return Cli.run(folder, all.toArray(String[]::new));
    }

    private String publicKey() {
        return folder.resolve("log.key.pub").toString();
    }

    private String checkpoint(String name, List<Event> events) throws IOException {
        return Files.writeString(folder.resolve(name), signed(events)).toString();
    }

    private String bundle(List<Event> events) throws IOException {
        var text = new StringBuilder();
        new Bundle(1, signed(events), 0, events.size(), List.of())
                .write(nodes(events).tree(), events.stream(), text);
        return Files.writeString(folder.resolve("bundle.jsonl"), text).toString();
    }

    private String signed(List<Event> events) throws IOException {
        return new Checkpoint(ORIGIN, events.size(), nodes(events).tree().root())
                .sign(KeyRing.read(folder.resolve("log.key")))
                .written();
    }

    private static MemoryNodes nodes(List<Event> events) {
        var nodes = new MemoryNodes();
        events.forEach(event -> nodes.add(event.hash()));
        return nodes;
    }

    private static List<Event> events(int size) {
        return IntStream.range(0, size)
                .mapToObj(seq -> event(seq, "token " + seq))
                .toList();
    }

    private static Event event(int seq, String reason) {
        return new Event(
                "ev-" + seq,
                seq,
                "acme",
                Instant.parse("2026-11-29T02:00:00Z"),
                new Actor("user", "u-17", Optional.empty(), Optional.empty()),
                "token.revoked",
                new Subject("token", "t-" + seq, Optional.empty()),
                Optional.of(Digest.of("token " + seq)),
                Optional.empty(),
                Optional.of(reason),
                Optional.empty(),
                Optional.empty());
    }
}
