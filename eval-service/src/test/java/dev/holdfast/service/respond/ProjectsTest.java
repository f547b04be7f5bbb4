package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.Route;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.TestService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two projects of one organisation, each with an agent of the same name behind a pact of the same name, and a token
/// that
/// is bound to each.
final class ProjectsTest {
    private static final Instant NOW = Instant.parse("2026-10-02T08:00:00Z");
    private static final String TASK = "{\"id\": \"t\", \"input\": \"Is 1 a number?\"}";
    private static final String PACT = """
            holdfast: 1
            pact: agent-1
            agent: {target: {recorded: {file: unused.jsonl}}}
            golden: [tasks.jsonl]
            metrics: {ok: {equals: {literal: 'yes'}}}
            promises: [{metric: ok, max_drop: 5pt}]
            """;
    private static final String UNTIL = "2100-01-01T00:00:00Z";

    private final Letterbox letterbox = new Letterbox(0);
    private final Pin pin = new Pin();
    private final Scene scene = Scene.open(letterbox, Map.of("agent-1", pin));
    private Api billing;
    private Api support;

    @BeforeEach
    void drift() {
        billing = bound("billing");
        support = bound("support");
        handOver(billing, NOW);
        handOver(support, NOW.plusSeconds(1));
    }

    @Test
    void opensAnIncidentForEach() {
        assertThat(items(scene.api(), "/v1/incidents"))
                .as("the whole organisation")
                .hasSize(2);
        assertThat(incident(billing)).isNotEqualTo(incident(support));
    }

    /// Runs are named by whoever makes them, so that two projects may name theirs alike.
    @Test
    void takesRunsOfOneNameForThoseOfTwoAgents() {
        var run = scene.drift(1, NOW).evaluation().id();

        var again = bound("fraud");
        handOver(again, NOW);

        assertThat(items(scene.api(), "/v1/incidents"))
                .hasSize(3)
                .filteredOn(
                        incident -> incident.at("/latest/evaluation").asText().equals(run))
                .hasSize(2);
    }

    /// What was told of one is not what was told of the other.
    @Test
    void tellsOfEachOnce() {
        var respond = TestService.bean(Respond.class);
        var dispatcher = TestService.bean(Dispatcher.class);
        handOver(billing, NOW.plusSeconds(2));
        handOver(support, NOW.plusSeconds(3));
        respond.wake(scene.organisation());
        dispatcher.sendDue();

        assertThat(letterbox.got()).hasSize(2);
    }

    /// The whole organisation's token says whose the run is.
    @Test
    void takesARunForTheProjectThatItNames() {
        var project = items(scene.api(), "/v1/projects").getFirst().path("id").asText();
        var stranger = items(scene.api(), "/v1/projects").getLast().path("id").asText();

        var taken = handOver(scene.api(), NOW.plusSeconds(9), Map.of("project", project));
        var refused = handOver(support, NOW.plusSeconds(9), Map.of("project", stranger));

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.json().at("/items/0/identity/subject/project").asText())
                .isEqualTo(project);
        assertThat(refused.status()).isEqualTo(404);
    }

    @Test
    void setsNoPinThatMayBeAnothers() {
        keepPacts();
        var path = "/v1/incidents/" + incident(support) + "/pins";

        var refused = support.post(path, "{\"model\": \"good\", \"reason\": \"customers\"}");
        var own = support.get("/v1/me").text("project") + "/agent-1";
        TestService.bean(Switchboard.class)
                .connect(
                        scene.organisation(),
                        new Switchboard.Lines(
                                List.of(Route.DEFAULT),
                                Map.of(),
                                new Switchboard.Hands(Map.of(own, pin), Map.of(), Map.of()),
                                Links.NONE));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("whose it is");
        pin(support);
        assertThat(billing.post(
                                "/v1/incidents/" + incident(billing) + "/pins",
                                "{\"model\": \"good\", \"reason\": \"x\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void showsEachItsOwn() {
        pin(support);
        freeze(support);
        silence(support);

        var own = Stream.of("/v1/incidents", "/v1/actions", "/v1/quarantines", "/v1/freezes", "/v1/silences")
                .filter(path -> !items(support, path).isEmpty())
                .toList();
        assertThat(own).as("there is something to be seen").hasSizeGreaterThan(3);
        for (var path : own) {
            var others = items(billing, path).toString();
            for (var item : items(support, path)) {
                var name = item.path("action").isTextual() ? item.path("action") : item.findPath("id");
                assertThat(others).as(path).doesNotContain(name.asText());
            }
        }
        assertThat(items(billing, "/v1/incidents/" + incident(support) + "/events"))
                .isEmpty();
    }

    @Test
    void hasNothingDoneAboutAnother() {
        var theirs = "/v1/incidents/" + incident(support);
        pin(support);
        var action = items(support, "/v1/actions").getFirst().at("/action/id").asText();
        silence(support);
        var silence = items(support, "/v1/silences").getFirst().path("id").asText();

        assertThat(billing.get(theirs).status()).isEqualTo(404);
        assertThat(billing.post(theirs + "/decisions", "{\"what\": \"noise\", \"reason\": \"mine\"}")
                        .status())
                .isEqualTo(404);
        assertThat(billing.post(theirs + "/rollbacks", "{\"reason\": \"mine\"}").status())
                .isEqualTo(404);
        assertThat(billing.post(theirs + "/pins", "{\"model\": \"x\", \"reason\": \"mine\"}")
                        .status())
                .isEqualTo(404);
        assertThat(billing.get(theirs + "/prospect?kind=rollback").status()).isEqualTo(404);
        assertThat(billing.get("/v1/actions/" + action).status()).isEqualTo(404);
        assertThat(billing.post("/v1/silences/" + silence + "/end", "{\"reason\": \"mine\"}")
                        .status())
                .isEqualTo(404);
        assertThat(support.get(theirs).json().has("ending")).isFalse();
    }

    @Test
    void decidesAboutItsOwn() {
        var own = "/v1/incidents/" + incident(billing);

        var decided = billing.post(own + "/decisions", "{\"what\": \"noise\", \"reason\": \"a test\"}");

        assertThat(decided.status()).as(decided.body()).isEqualTo(200);
        assertThat(support.get("/v1/incidents/" + incident(support)).json().has("ending"))
                .isFalse();
    }

    /// Its labels fit both; who made it speaks for one.
    @Test
    void silencesAndFreezesItsOwnOnly() {
        var silence = silence(billing);
        freeze(billing);

        assertThat(silence.at("/labels/project").asText()).isNotEmpty();
        assertThat(items(scene.api(), "/v1/silences")).hasSize(1);
        var incidents = scene.tenant();
        var respond = TestService.bean(Respond.class);
        var kept = respond.silences(incidents).getFirst();
        assertThat(respond.incidents(incidents))
                .filteredOn(incident -> kept.covers(incident, Instant.now().plusSeconds(1)))
                .singleElement()
                .extracting(incident -> incident.id())
                .isEqualTo(incident(billing));
        assertThat(respond.freezes(incidents).getFirst().project()).isPresent();
    }

    private Api bound(String name) {
        var admin = scene.api();
        var project =
                admin.post("/v1/projects", Json.line(Map.of("name", name))).text("id");
        var member = admin.post("/v1/members", Json.line(Map.of("name", name, "roles", List.of("operator"))));
        var issued = admin.post(
                "/v1/tokens", Json.line(Map.of("member", member.text("id"), "name", "on call", "project", project)));
        assertThat(issued.status()).as(issued.body()).isEqualTo(201);
        return TestService.bearing(issued.text("secret"));
    }

    private void handOver(Api by, Instant at) {
        var answer = handOver(by, at, Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("items")).hasSize(1);
    }

    private Api.Answer handOver(Api by, Instant at, Map<String, Object> more) {
        var occasion = scene.drift(1, at);
        var body = new TreeMap<String, Object>(Map.of(
                "pact", "pact-1",
                "agent", "agent-1",
                "environment", "prod",
                "evaluation", occasion.evaluation(),
                "alarms", occasion.alarms(),
                "troubles", List.of(),
                "contact", occasion.contact()));
        body.putAll(more);
        return by.post("/v1/occasions", Json.line(body));
    }

    /// In each project a pact of the agent.
    private void keepPacts() {
        for (var project : items(scene.api(), "/v1/projects")) {
            var kept = scene.api()
                    .post(
                            "/v1/pacts",
                            Json.line(Map.of(
                                    "project",
                                    project.path("id").asText(),
                                    "files",
                                    Map.of("pact.yaml", PACT, "tasks.jsonl", TASK))));
            assertThat(kept.status()).as(kept.body()).isEqualTo(201);
        }
    }

    private static void pin(Api by) {
        var pinned =
                by.post("/v1/incidents/" + incident(by) + "/pins", "{\"model\": \"good\", \"reason\": \"customers\"}");
        assertThat(pinned.status()).as(pinned.body()).isEqualTo(200);
    }

    private static void freeze(Api by) {
        var frozen = by.post("/v1/freezes", Json.line(Map.of("until", UNTIL, "reason", "holidays")));
        assertThat(frozen.status()).as(frozen.body()).isEqualTo(201);
    }

    private static JsonNode silence(Api by) {
        var silenced = by.post(
                "/v1/silences",
                Json.line(Map.of(
                        "labels",
                        Map.of("agent", "agent-1"),
                        "until",
                        Instant.now().plus(Duration.ofHours(1)),
                        "reason",
                        "we know")));
        assertThat(silenced.status()).as(silenced.body()).isEqualTo(201);
        return silenced.json();
    }

    private static String incident(Api by) {
        return items(by, "/v1/incidents").getFirst().path("id").asText();
    }

    private static List<JsonNode> items(Api by, String path) {
        return by.get(path).json().path("items").valueStream().toList();
    }
}
