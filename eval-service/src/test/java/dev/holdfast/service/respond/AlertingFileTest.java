package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.alerting.wire.HttpLine;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.service.TestService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AlertingFileTest {
    private static final String ALL = """
            {"organisations": {"%s": {
              "links": "https://holdfast.example.com",
              "receivers": {
                "oncall": {"kind": "slack", "url": "${env:SLACK}"},
                "pager": {"kind": "pagerduty", "key": "${env:KEY}"},
                "am": {"kind": "alertmanager", "url": "http://am.example.com"},
                "mail": {"kind": "mail", "host": "mail.example.com", "port": 587, "tls": true, "user": "h",
                  "password": "${env:KEY}", "from": "holdfast@example.com", "to": ["oncall@example.com"]},
                "hook": {"kind": "webhook", "url": "https://hooks.example.com", "key": "${env:HOOK}"}},
              "routes": [
                {"name": "owners", "match": {"kind": "platform"}, "receivers": ["pager"],
                  "escalation": {"after": "PT15M", "receivers": ["mail"]}},
                {"name": "alertmanager", "match": {}, "receivers": ["am"], "more": true,
                  "quiet": {"zone": "Europe/Berlin", "from": "20:00", "to": "07:00", "freeDays": ["SUNDAY"]}}],
              "pins": {
                "a": {"kind": "openclaw", "url": "http://127.0.0.1:1", "token": "${env:KEY}", "agent": "a"},
                "b": {"kind": "litellm", "url": "http://127.0.0.1:1", "key": "${env:KEY}", "model": "b"},
                "c": {"kind": "mlflow", "url": "http://127.0.0.1:1", "model": "c", "alias": "champion"},
                "d": {"kind": "flagd", "file": "flags.json", "flag": "d"},
                "e": {"kind": "git", "repository": ".", "branch": "pins", "file": "pin.json"},
                "f": {"kind": "configmap", "url": "https://k8s", "token": "${env:KEY}", "place": "ns/cm", "key": "model"},
                "g": {"kind": "argo", "url": "https://k8s", "token": "${env:KEY}", "place": "ns/desk"},
                "h": {"kind": "webhook", "url": "https://pins.example.com", "key": "${env:HOOK}"}}}}}""";

    @TempDir
    Path folder;

    @Test
    void bringsAMessageToTheReceiverThatThePactNames() throws Exception {
        var arrived = new CompletableFuture<String>();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/services/secret", exchange -> {
            try (exchange) {
                arrived.complete(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        var scene = Scene.open(new Letterbox(0), Map.of());
        var slack = "http://127.0.0.1:" + server.getAddress().getPort() + "/services/secret";

        try (var line = new HttpLine(Duration.ofSeconds(5))) {
            AlertingFile.read(written(ALL.formatted(scene.organisation())))
                    .connect(TestService.bean(Switchboard.class), line, secrets(slack), InstantSource.system());
            TestService.bean(Actions.class)
                    .respondTo(scene.acting(), scene.drift(1, Instant.parse("2026-10-02T08:00:00Z")));

            assertThat(arrived.get(30, TimeUnit.SECONDS))
                    .contains("DRIFT: agent-1 · prod", "What you can do", "first notification");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void refusesUnknownKeysRoutesToNobodyAndSecretsInTheOpen() throws IOException {
        var id = UUID.randomUUID();
        var nobody = ALL.formatted(id).replace("[\"pager\"]", "[\"pagre\"]");
        var open = AlertingFile.read(written(ALL.formatted(id).replace("${env:SLACK}", "https://hooks.slack.com/x")));

        assertThatThrownBy(() -> AlertingFile.read(written(nobody)))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("pagre");
        assertThatThrownBy(() -> AlertingFile.read(written(ALL.formatted(id).replace("\"tls\"", "\"tsl\""))))
                .isInstanceOf(InvalidDocumentException.class);
        assertThatThrownBy(() -> open.connect(
                        TestService.bean(Switchboard.class),
                        _ -> new dev.holdfast.alerting.wire.Reply.Unanswered(""),
                        secrets("x"),
                        InstantSource.system()))
                .hasMessageContaining("never itself");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "alerting", ".json"), text);
    }

    private Secrets secrets(String slack) {
        var values = Map.of("SLACK", slack, "KEY", "k", "HOOK", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        return new Secrets(name -> Optional.ofNullable(values.get(name)), folder);
    }
}
