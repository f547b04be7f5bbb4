package dev.holdfast.service.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Api;
import dev.holdfast.service.TestService;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerTest {
    @TempDir
    private Path folder;

    @Test
    void tellsTheFirstTokenOnceAndKeepsWhatItWasTold() throws Exception {
        var token = "";
        try (var first = Server.start(settings(), InstantSource.system())) {
            token = first.firstToken().orElseThrow();
            new Api(first.uri(), token).post("/v1/projects", "{\"name\": \"kept\"}");
        }

        try (var second = Server.start(settings(), InstantSource.system())) {
            assertThat(second.firstToken()).isEmpty();
            assertThat(new Api(second.uri(), token).get("/v1/projects").body()).contains("kept");
        }
    }

    @Test
    void replacesATokenThatWasLost() throws Exception {
        var lost = "";
        try (var first = Server.start(settings(), InstantSource.system())) {
            lost = first.firstToken().orElseThrow();
        }

        var replaced = Server.replaceToken(settings(), InstantSource.system(), Optional.empty());

        try (var second = Server.start(settings(), InstantSource.system())) {
            assertThat(new Api(second.uri(), lost).get("/v1/me").status())
                    .as("whoever finds the lost one")
                    .isEqualTo(401);
            var admin = new Api(second.uri(), replaced);
            assertThat(admin.get("/v1/organisations").status()).isEqualTo(200);
            assertThat(admin.get("/v1/audit").body()).contains("member.tokens_revoked", "operator");
        }
    }

    @Test
    void stopsOnce() throws Exception {
        var server = Server.start(settings(), InstantSource.system());

        server.close();
        server.close();

        server.await();
    }

    @Test
    void isLiveAndReadyWithoutSayingMore() {
        var nobody = TestService.bearing("");

        assertThat(nobody.get("/health/liveness").text("status")).isEqualTo("UP");
        assertThat(nobody.get("/health/readiness").text("status")).isEqualTo("UP");
        assertThat(nobody.get("/health").body()).doesNotContain("postgresql");
    }

    private Settings settings() {
        return TestService.settings(folder.resolve("data"));
    }
}
