package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Api;
import dev.holdfast.service.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AuditExportTest {
    @TempDir
    private Path folder;

    private final Api admin = TestService.admin("acme");

    @Test
    void takesALogAwayThatIsThenProvedOffline() throws IOException {
        var kept = Files.writeString(
                folder.resolve("kept.txt"), admin.get("/v1/audit/checkpoint").body());
        var key = Files.writeString(
                folder.resolve("log.pub"), admin.get("/v1/audit/key").body());
        admin.post("/v1/projects", "{\"name\": \"p\"}");
        var bundle = folder.resolve("log.jsonl").toString();

        var exported = export("--out", bundle);
        var verified = Cli.run(
                folder,
                "audit",
                "verify",
                "--bundle",
                bundle,
                "--checkpoint",
                kept.toString(),
                "--trust",
                key.toString());

        assertThat(exported.code()).as(exported.err()).isZero();
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(verified.out()).contains("good. all 4 leaves", "continues the checkpoint of 3 leaves");
    }

    @Test
    void takesAPartAwayThatProvesItContinuesAnOlderCheckpoint() throws IOException {
        var kept = Files.writeString(
                folder.resolve("kept.txt"), admin.get("/v1/audit/checkpoint").body());
        admin.post("/v1/projects", "{\"name\": \"p\"}");
        admin.post("/v1/projects", "{\"name\": \"q\"}");
        var bundle = folder.resolve("log.jsonl");

        export("--out", bundle.toString(), "--first", "4", "--checkpoint", kept.toString());

        assertThat(Files.readString(bundle))
                .contains("\"consistency\":[{\"from\":3")
                .contains("\"first\":4");
    }

    @Test
    void saysWhyItCannot() {
        var bundle = folder.resolve("log.jsonl");

        var refused = Cli.run(
                folder,
                "audit",
                "export",
                "--server",
                admin.service().toString(),
                "--token",
                "hf_nobody",
                "--out",
                bundle.toString());

        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("401");
        assertThat(bundle).doesNotExist();
        assertThat(folder.toFile().list()).isEmpty();
    }

    private Cli export(String... arguments) {
        var all = new java.util.ArrayList<>(
                java.util.List.of("audit", "export", "--server", admin.service().toString(), "--token", admin.token()));
        all.addAll(java.util.List.of(arguments));
        return Cli.run(folder, all.toArray(String[]::new));
    }
}
