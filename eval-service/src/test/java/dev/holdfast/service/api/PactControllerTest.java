package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Team;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PactControllerTest {
    static final int TASKS = 40;
    static final String PACT = """
            holdfast: 1
            pact: yes-sayer
            agent: {target: {recorded: {file: unused.jsonl}}}
            golden: [golden/tasks.jsonl]
            metrics: {ok: {equals: {literal: 'yes'}}}
            promises: [{metric: ok, at_least: 60%, max_drop: 5pt}]
            """;
    static final Map<String, String> FILES = Map.of(
            "pact.yaml",
            PACT,
            "golden/tasks.jsonl",
            IntStream.range(0, TASKS)
                    .mapToObj(i -> "{\"id\":\"t%d\",\"input\":\"Is %d a number?\"}".formatted(i, i))
                    .collect(Collectors.joining("\n")));

    private final Team team = Team.found("acme");

    @Test
    void keepsEveryVersionWithItsFiles() {
        var first = team.publish(FILES);
        team.publish(with("pact.yaml", PACT.replace("5pt", "3pt")));

        var versions = team.author().get("/v1/pacts/" + first.text("pact") + "/versions");
        var shown = team.author().get("/v1/pacts/" + first.text("pact") + "/versions/1");

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(versions.json().path("items")).hasSize(2);
        assertThat(shown.json().path("files").path("pact.yaml").asText()).isEqualTo(PACT);
    }

    @Test
    void keepsTheSameFilesOnce() {
        var first = team.publish(FILES);

        assertThat(team.publish(FILES).text("id")).isEqualTo(first.text("id"));
    }

    @Test
    void saysWhatChangedInMeaning() {
        var pact = team.publish(FILES).text("pact");
        team.publish(with("pact.yaml", PACT.replace("5pt", "3pt")));

        var difference =
                team.author().get("/v1/pacts/" + pact + "/diff?from=1&to=2").json();

        assertThat(difference.path("files").path("changed")).hasSize(1);
        assertThat(difference.path("promises").path("changed")).hasSize(1);
        assertThat(difference.path("tasks").path("changed")).isEmpty();
    }

    @Test
    void lintsWithoutKeepingAnything() {
        var broken = with("pact.yaml", PACT.replace("max_drop", "max_dorp"));

        var linted = team.author().post("/v1/pacts/lint", Json.line(Map.of("files", broken)));

        assertThat(linted.status()).isEqualTo(200);
        assertThat(linted.json().path("valid").asBoolean()).isFalse();
        assertThat(linted.json().path("problems").path(0).path("line").asInt()).isEqualTo(6);
        assertThat(linted.body()).contains("max_drop");
        assertThat(team.author().get("/v1/pacts").json().path("items")).isEmpty();
    }

    @Test
    void tellsEveryProblemWithItsPlace() {
        var refused = team.publish(with("pact.yaml", "holdfast: 1\npact: Bad Name\n"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("errors").path(0).path("source").asText())
                .isEqualTo("pact.yaml");
        assertThat(refused.json().path("errors").path(0).path("line").asInt()).isPositive();
    }

    /// Neither a name in the pact nor a path of a file reaches what lies on the server.
    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../../../../../etc/passwd", "..", "//etc/passwd"})
    void readsNothingOutsideOfWhatWasSent(String path) {
        var named = team.publish(with("pact.yaml", PACT.replace("golden/tasks.jsonl", path)));
        var sent = team.publish(with(path, "x"));

        assertThat(named.status()).as(named.body()).isEqualTo(422);
        assertThat(named.body()).doesNotContain("root:");
        assertThat(sent.status()).as(sent.body()).isEqualTo(422);
    }

    @Test
    void runsNoProgramsOfItsUsers() {
        var pact = PACT.replace("{equals: {literal: 'yes'}}", "{command: [touch, /tmp/owned]}");

        var refused = team.publish(with("pact.yaml", pact));

        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("runs no programs");
    }

    @Test
    void keepsAPactToThoseWhoMayWriteOne() {
        var body = Json.line(Map.of("project", team.project(), "files", FILES));

        assertThat(team.certifier().post("/v1/pacts", body).status()).isEqualTo(403);
        assertThat(team.ci().post("/v1/pacts", body).status()).isEqualTo(403);
    }

    private static Map<String, String> with(String path, String content) {
        var files = new TreeMap<>(FILES);
        files.put(path, content);
        return files;
    }
}
