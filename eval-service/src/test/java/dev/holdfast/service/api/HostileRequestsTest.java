package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Log;
import dev.holdfast.service.TestService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// What somebody sends who wants to do harm with a document, a body or a line.
final class HostileRequestsTest {
    private static final String METRIC = "{equals: {literal: 'yes'}}";

    private final Api admin = TestService.admin("attacked");

    @Test
    void expandsNoAliasesOfYaml() {
        var lol = new StringBuilder("a0: &a0 [lol, lol]\n");
        for (var i = 1; i < 20; i++) {
            lol.append("a%d: &a%d [*a%d, *a%d, *a%d]\n".formatted(i, i, i - 1, i - 1, i - 1));
        }

        assertThat(problems(lol.toString())).contains("alias");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1']]",
                "holdfast: 1\nholdfast: 1\npact: twice"
            })
    void readsNoTagsAndNoKeyTwice(String yaml) {
        assertThat(lint(Map.of("pact.yaml", yaml)).json().path("valid").asBoolean())
                .isFalse();
    }

    @Test
    void readsNothingThatIsNestedWithoutEnd() {
        assertThat(problems("pact: " + "[".repeat(10_000))).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{regex: '(a)\\1'}", "{regex: '(?=a)b'}"})
    void takesNoPatternThatNeedsBacktracking(String metric) {
        assertThat(problems(pact(metric))).contains("regex");
    }

    @Test
    void loadsNoSchemaFromElsewhere() {
        var files = new HashMap<String, String>();
        files.put("pact.yaml", pact("{json_schema: {file: schema.json}}"));
        files.put("schema.json", "{\"$ref\": \"http://169.254.169.254/latest/meta-data\"}");

        assertThat(lint(files).json().path("valid").asBoolean()).isFalse();
    }

    @Test
    void readsNoFileThatWasNotSentAlong() {
        assertThat(problems("""
                holdfast: 1
                pact: p
                agent: {target: {recorded: {file: x.jsonl}}}
                golden: [/etc/passwd.jsonl, ../../../../etc/hosts.csv]
                metrics: {ok: %s}
                promises: [{metric: ok, max_drop: 5pt}]
                """.formatted(METRIC))).contains("passwd").doesNotContain("root:");
    }

    @Test
    void unpacksNoBody() throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            for (var i = 0; i < 200; i++) {
                gzip.write(new byte[1 << 20]);
            }
        }
        var answer = admin.send(admin.request("/v1/pacts/lint")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray())));

        assertThat(answer.status()).isBetween(400, 499);
    }

    @Test
    void writesOneLineOfJsonForWhateverIsLogged() {
        List<String> lines;
        try (var log = new Log()) {
            LoggerFactory.getLogger(HostileRequestsTest.class)
                    .warn("name: {}", "x\n{\"level\":\"ERROR\",\"message\":\"forged\"}\r\u001b[31mred\u0000");
            lines = log.text().lines().filter(line -> line.contains("forged")).toList();
        }

        assertThat(lines).hasSize(1);
        assertThat(Json.tree("line", lines.getFirst()).path("level").asText()).isEqualTo("WARN");
        assertThat(lines.getFirst()).doesNotContain("\u001b").doesNotContain("\u0000");
    }

    @Test
    void tellsNobodyWhetherATokenWasEverGood() {
        var unknown = TestService.bearing("hf_" + "0".repeat(36)).get("/v1/me");
        var nonsense = TestService.bearing("nonsense").get("/v1/me");

        assertThat(unknown.status()).isEqualTo(401);
        assertThat(nonsense.status()).isEqualTo(401);
        assertThat(unknown.text("detail")).isEqualTo(nonsense.text("detail"));
    }

    @Test
    void letsNoBrowserGuessWhatAnAnswerIs() throws Exception {
        var answer = java.net.http.HttpClient.newHttpClient()
                .send(admin.request("/v1/projects").build(), java.net.http.HttpResponse.BodyHandlers.discarding());

        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    private String problems(String yaml) {
        var linted = lint(Map.of("pact.yaml", yaml, "golden.jsonl", "{\"id\":\"t0\",\"input\":\"?\"}"));
        assertThat(linted.json().path("valid").asBoolean()).as(linted.body()).isFalse();
        return linted.json().path("problems").toString();
    }

    private Api.Answer lint(Map<String, String> files) {
        var linted = admin.post("/v1/pacts/lint", Json.line(Map.of("files", files)));
        assertThat(linted.status()).as(linted.body()).isEqualTo(200);
        return linted;
    }

    private static String pact(String metric) {
        return """
                holdfast: 1
                pact: p
                agent: {target: {recorded: {file: x.jsonl}}}
                golden: [golden.jsonl]
                metrics: {ok: %s}
                promises: [{metric: ok, max_drop: 5pt}]
                """.formatted(metric);
    }
}
