package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.Route;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Hosted;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Invariant 4 in runs that the service makes by itself: a judge that is down while the agent drifts.
final class JudgeDownTest {
    private static final int TASKS = 40;

    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("marvellous"));
    private final FakeAgent judge = FakeAgent.start();
    private final Team team = Team.found("acme");
    private final Letterbox oncall = new Letterbox(0);
    private final Letterbox owners = new Letterbox(0);

    @AfterEach
    void stop() {
        agent.close();
        judge.close();
    }

    @Test
    void pagesItsOwnersOnceAndNobodyElseUntilItIsBack() {
        connect();
        judge.does(call -> new Reaction.Says(call.question().contains("marvellous") ? "yes" : "no"));
        var pact = publish();
        new Hosted(team, pact).certify(3);
        agent.does(new Reaction.Says("dreadful"));
        judge.does(Reaction.error(500, "down"));

        var runs = IntStream.range(0, 4)
                .mapToObj(_ -> new Hosted(team, pact).run())
                .toList();

        assertThat(incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.at("/identity/part").asText()).isEqualToIgnoringCase("judge");
            assertThat(incident.path("urgency").asText()).isEqualToIgnoringCase("page");
            assertThat(incident.path("seen").asInt()).isEqualTo(4);
        });
        assertThat(items("/v1/actions")).isEmpty();
        Hosted.await(() -> owners.got().stream().findFirst());
        assertThat(owners.got()).as("one platform page").hasSize(1);
        assertThat(oncall.got()).as("no drift page").isEmpty();
        assertThat(gate(runs.getLast()).path("exitCode").asInt()).isEqualTo(4);
        assertThat(gate(runs.getLast()).path("decision").asText()).isEqualTo("DENY");

        judge.does(call -> new Reaction.Says(call.question().contains("marvellous") ? "yes" : "no"));
        new Hosted(team, pact).run();

        assertThat(incidents())
                .as("the judge is back, and the drift is told")
                .anyMatch(
                        incident -> incident.at("/identity/kind").asText().equals("platform") && incident.has("ending"))
                .anyMatch(
                        incident -> incident.at("/identity/kind").asText().equals("drift") && !incident.has("ending"));
    }

    private void connect() {
        TestService.bean(Switchboard.class)
                .connect(
                        UUID.fromString(team.admin().get("/v1/me").text("organisation")),
                        new Switchboard.Lines(
                                List.of(
                                        Route.to("platform", Map.of("kind", "platform"), List.of("owners")),
                                        Route.DEFAULT),
                                Map.of("oncall", oncall, "owners", owners),
                                Switchboard.Hands.NONE,
                                Links.NONE));
    }

    private String publish() {
        var golden = IntStream.range(0, TASKS)
                .mapToObj("{\"id\": \"t%1$d\", \"input\": \"%1$d?\"}"::formatted)
                .collect(Collectors.joining("\n"));
        var yaml = """
                holdfast: 1
                pact: polite
                agent: {target: {openai: {base_url: "%s", model: m}}, limits: {at_once: 16}}
                golden: [golden.jsonl]
                judges:
                  careful: {openai: {base_url: "%s", model: j}}
                metrics: {polite: {judge: {rubric: rubric.md, model: careful}}}
                promises: [{metric: polite, max_drop: 5pt}]
                watch: {false_alarms: 1 per year}
                on_drift: {notify: [oncall], do: nothing}
                """.formatted(agent.url(), judge.url());
        var sent = team.publish(Map.of("pact.yaml", yaml, "golden.jsonl", golden, "rubric.md", "Is it polite?"));
        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        return sent.text("pact");
    }

    /// What a pipeline gets that brings along a run with as many votes as this one.
    private JsonNode gate(JsonNode due) {
        var digest = team.author()
                .get("/v1/pacts/" + due.path("pact").asText() + "/versions")
                .json()
                .at("/items/0/digest")
                .asText();
        var lines = team.author()
                .get("/v1/runs/" + due.path("run").asText() + "/lines")
                .body()
                .replace(due.path("name").asText(), "candidate-" + UUID.randomUUID());
        var asked = team.ci().post("/v1/gates", Json.line(Map.of("pact", "polite", "digest", digest, "run", lines)));
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        return team.ci()
                .get("/v1/gates/" + asked.json().at("/gate/id").asText() + "?wait=30s")
                .json()
                .path("answer");
    }

    private List<JsonNode> incidents() {
        return items("/v1/incidents");
    }

    private List<JsonNode> items(String path) {
        return team.admin().get(path).json().path("items").valueStream().toList();
    }
}
