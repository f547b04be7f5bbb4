package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Team;
import dev.holdfast.service.database.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// A team that watches an agent: what it sends, and what it sees.
record Desk(Team team, FakeAgent agent) {
    static final int TASKS = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    String publish(String watch) {
        return publish(watch, "openai: {base_url: \"%s/v1\", model: m}");
    }

    String publish(String watch, String target) {
        return publish(watch, target, "at_once: 16");
    }

    String publish(String watch, String target, String limits) {
        var golden = IntStream.range(0, TASKS)
                .mapToObj(i -> "{\"id\": \"t%d\", \"input\": \"%d?\", \"expected\": \"yes\"}".formatted(i, i))
                .collect(Collectors.joining("\n"));
        var yaml = """
                holdfast: 1
                pact: desk
                agent: {target: {%s}, limits: {%s}}
                golden: [golden.jsonl]
                metrics: {correct: {equals: expected}}
                promises: [{metric: correct, max_drop: 5pt}]
                %s
                """.formatted(target.formatted(agent.url()), limits, watch);
        var sent = team.publish(Map.of("pact.yaml", yaml, "golden.jsonl", golden));
        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        return sent.text("pact");
    }

    /// Of one task, whose answer is worth what a judge says.
    String publishJudged(String judge) {
        var yaml = """
                holdfast: 1
                pact: polite
                agent: {target: {openai: {base_url: "%s", model: m}}}
                golden: [golden.jsonl]
                judges:
                  careful: {openai: {base_url: "%s", model: j}}
                metrics: {polite: {judge: {rubric: rubric.md, model: careful}}}
                promises: [{metric: polite, max_drop: 5pt}]
                """.formatted(agent.url(), judge);
        var task = "{\"id\": \"t0\", \"input\": \"?\"}";
        return team.publish(Map.of("pact.yaml", yaml, "golden.jsonl", task, "rubric.md", "Is it polite?"))
                .text("pact");
    }

    void certify(String pact, List<String> dueRuns) {
        assertThat(dueRuns)
                .allSatisfy(id -> assertThat(due(id).path("state").asText())
                        .as(due(id).toString())
                        .isEqualTo("ended"));
        var runs = dueRuns.stream().map(id -> due(id).path("run").asText()).toList();
        var proposed = team.author().post("/v1/baselines", Json.line(Map.of("pact", pact, "runs", runs)));
        assertThat(proposed.status()).as(proposed.body()).isEqualTo(201);
        var decided = team.certifier()
                .post("/v1/baselines/" + proposed.text("id") + "/decision", "{\"choice\": \"CERTIFY\"}");
        assertThat(decided.text("state")).isEqualTo("certified");
    }

    String demand(String pact) {
        var id = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}").text("id");
        due(id);
        return id;
    }

    String verdict(JsonNode due) {
        return team.author()
                .get("/v1/evaluations/" + due.path("evaluation").asText())
                .text("verdict");
    }

    /// A due run, once it is over.
    JsonNode due(String id) {
        return await(() -> {
                    var row = team.author().get("/v1/due-runs/" + id).json();
                    return row.has("endedAt") ? List.of(row) : List.of();
                })
                .getFirst();
    }

    List<JsonNode> ended(String pact, String reason) {
        return ended(pact, reason, 1);
    }

    List<JsonNode> ended(String pact, String reason, int count) {
        return await(() -> {
            var rows = StreamSupport.stream(
                            team.author()
                                    .get("/v1/due-runs")
                                    .json()
                                    .path("items")
                                    .spliterator(),
                            false)
                    .filter(row -> row.path("pact").asText().equals(pact))
                    .filter(row -> row.path("reason").asText().equals(reason))
                    .filter(row -> row.has("endedAt"))
                    .sorted(java.util.Comparator.comparing(
                                    (JsonNode row) -> row.path("dueAt").asText())
                            .reversed())
                    .toList();
            return rows.size() >= count ? rows : List.of();
        });
    }

    /// All due runs of a pact, whatever became of them.
    List<JsonNode> all(String pact) {
        return StreamSupport.stream(
                        team.author().get("/v1/due-runs").json().path("items").spliterator(), false)
                .filter(row -> row.path("pact").asText().equals(pact))
                .toList();
    }

    static <T> List<T> await(java.util.function.Supplier<List<T>> wanted) {
        var until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            var found = wanted.get();
            if (!found.isEmpty()) {
                return found;
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        throw new AssertionError("not within " + PATIENCE);
    }

    Tenant tenant() {
        var organisation =
                team.author().get("/v1/projects").json().path("items").path(0).path("organisation");
        return Tenant.of(UUID.fromString(organisation.asText()));
    }
}
