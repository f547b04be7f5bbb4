package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Team;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvidenceCommandTest {
    @TempDir
    private Path folder;

    private final Team team = Team.found("audited");
    private Path archive = Path.of("");
    private Path key = Path.of("");

    @BeforeEach
    void export() throws IOException {
        team.admin().post("/v1/members", Json.line(Map.of("name", "=HYPERLINK(\"http://x\")", "roles", new String[] {
            "viewer"
        })));
        team.publish(Map.of("pact.yaml", """
                holdfast: 1
                pact: shown
                agent: {target: {recorded: {file: unused.jsonl}}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt}]
                """, "golden.jsonl", "{\"id\":\"t0\",\"input\":\"?\"}"));
        key = Files.writeString(
                folder.resolve("log.pub"), team.admin().get("/v1/audit/key").body());
        archive = folder.resolve("evidence.zip");
        var exported = Cli.run(
                folder,
                "evidence",
                "export",
                "--server",
                team.admin().service().toString(),
                "--token",
                team.admin().token(),
                "--from",
                "2020-01-01",
                "--to",
                "2100-01-01",
                "--out",
                archive.toString());
        assertThat(exported.code()).as(exported.err()).isZero();
    }

    @Test
    void isGoodAsItWasSigned() {
        var verified = verify(archive);

        assertThat(verified.code()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.out()).contains("good.", "leaves of the log");
    }

    @Test
    void showsWhoMayDoWhatAndWhatWasChanged() throws IOException {
        assertThat(read("changes/pact-versions.csv")).contains("shown");
        assertThat(read("access/roles.json")).contains("baseline:certify");
        assertThat(read("access/tokens.csv")).contains("last_used_at").doesNotContain("digest");
        assertThat(read("log/log.jsonl")).contains("evidence.exported");
    }

    @Test
    void leavesNoFormulaInATable() throws IOException {
        assertThat(read("access/members.csv")).contains("\"'=HYPERLINK(\"\"http://x\"\")\"");
    }

    @Test
    void isBadWhenAnyFileWasChangedAddedOrTakenOut() throws IOException {
        var changed = verify(without("", "access/tokens.csv", text -> text + " "));
        var missing = verify(without("access/tokens.csv", "", UnaryOperator.identity()));
        var stranger = Cli.run(folder, "keygen", folder.resolve("other.pem").toString());

        assertThat(changed.out()).contains("bad.", "access/tokens.csv is not the file that was signed");
        assertThat(changed.code()).isEqualTo(2);
        assertThat(missing.out()).contains("bad.", "access/tokens.csv is missing");
        assertThat(stranger.code()).as(stranger.err()).isZero();
        assertThat(Cli.run(
                                folder,
                                "evidence",
                                "verify",
                                archive.toString(),
                                "--trust",
                                folder.resolve("other.pem.pub").toString())
                        .out())
                .contains("not trusted here");
    }

    private Cli verify(Path file) {
        return Cli.run(folder, "evidence", "verify", file.toString(), "--trust", key.toString());
    }

    private String read(String name) throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(name)) {
                    return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                }
            }
        }
        throw new AssertionError("there is no " + name);
    }

    /// The archive with one file left out, and another one changed.
    private Path without(String leftOut, String edited, UnaryOperator<String> edit) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var in = new ZipInputStream(Files.newInputStream(archive));
                var out = new ZipOutputStream(bytes)) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (!entry.getName().equals(leftOut)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    var kept = entry.getName().equals(edited) ? edit.apply(text) : text;
                    out.write(kept.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return Files.write(folder.resolve("other.zip"), bytes.toByteArray());
    }
}
