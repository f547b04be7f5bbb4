package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.actuator.FlagActuator;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.baselines.certify.SigningKey;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Route;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import dev.holdfast.service.audit.Checkpoint;
import dev.holdfast.service.respond.AuditedResponsesTest;
import dev.holdfast.service.respond.Switchboard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Whatever changes something over HTTP is in the audit log.
final class AuditedRoutesTest {
    /// They look and keep nothing.
    private static final Set<String> CHANGE_NOTHING = Set.of("POST /v1/pacts/lint");

    /// How each route is called here. A route that is new must be added, and must leave an event.
    private static final Map<String, Function<Scene, Api.Answer>> CALLS = Map.ofEntries(
            Map.entry(
                    "POST /v1/organisations",
                    scene -> scene.platform().post("/v1/organisations", "{\"name\": \"new\"}")),
            Map.entry("POST /v1/projects", scene -> scene.admin().post("/v1/projects", "{\"name\": \"new\"}")),
            Map.entry(
                    "POST /v1/agents",
                    scene -> scene.admin()
                            .post(
                                    "/v1/agents",
                                    Json.line(Map.of("project", scene.team().project(), "name", "a", "about", "")))),
            Map.entry(
                    "POST /v1/members",
                    scene -> scene.admin().post("/v1/members", "{\"name\": \"new\", \"roles\": [\"viewer\"]}")),
            Map.entry("POST /v1/tokens", Scene::token),
            Map.entry(
                    "DELETE /v1/tokens/{id}",
                    scene -> scene.admin()
                            .delete("/v1/tokens/"
                                    + scene.token().json().at("/token/id").asText())),
            Map.entry("POST /v1/keys", Scene::key),
            Map.entry(
                    "DELETE /v1/keys/{id}",
                    scene -> scene.admin().delete("/v1/keys/" + scene.key().text("id"))),
            Map.entry(
                    "POST /v1/reviews/{id}/label",
                    scene -> scene.admin().post("/v1/reviews/" + scene.review() + "/label", "{\"label\": \"right\"}")),
            Map.entry("POST /v1/pacts", Scene::pact),
            Map.entry(
                    "POST /v1/pacts/{pact}/runs",
                    scene -> scene.run(scene.pact().text("pact"))),
            Map.entry("POST /v1/baselines", scene -> scene.baseline(scene.pact().text("pact"))),
            Map.entry(
                    "POST /v1/baselines/{id}/decision",
                    scene -> scene.certify(scene.pact().text("pact"))),
            Map.entry("POST /v1/evaluations", scene -> {
                var pact = scene.pact().text("pact");
                scene.certify(pact);
                var run = scene.run(pact).json().at("/runs/0/id").asText();
                return scene.team().author().post("/v1/evaluations", Json.line(Map.of("run", run)));
            }),
            Map.entry(
                    "POST /v1/deployments",
                    scene -> scene.send(
                            scene.team().ci().request("/v1/deployments").header("Idempotency-Key", "k1"),
                            "POST",
                            Map.of("pact", scene.pact().text("pact"), "model", "m", "environment", "prod"))),
            Map.entry("PUT /v1/agents/{id}", scene -> {
                var agent = scene.admin()
                        .post(
                                "/v1/agents",
                                Json.line(Map.of("project", scene.team().project(), "name", "a", "about", "")))
                        .text("id");
                return scene.send(
                        scene.admin().request("/v1/agents/" + agent).header("If-Match", "*"),
                        "PUT",
                        Map.of("name", "b", "about", ""));
            }),
            Map.entry("PUT /v1/members/{id}/roles", scene -> {
                var member = scene.admin()
                        .post("/v1/members", "{\"name\": \"new\", \"roles\": [\"viewer\"]}")
                        .text("id");
                return scene.send(
                        scene.admin()
                                .request("/v1/members/" + member + "/roles")
                                .header("If-Match", "*"),
                        "PUT",
                        Map.of("roles", List.of("ci")));
            }),
            Map.entry(
                    "PUT /v1/transcript-settings",
                    scene -> scene.send(
                            scene.admin().request("/v1/transcript-settings"),
                            "PUT",
                            Map.of("masking", Map.of("rules", List.of(Map.of("path", "$..email"))), "keepDays", 30))),
            Map.entry("POST /v1/runs/{id}/transcripts", Scene::transcript),
            Map.entry(
                    "DELETE /v1/transcripts/{id}",
                    scene -> scene.admin()
                            .delete("/v1/transcripts/"
                                    + scene.transcript()
                                            .json()
                                            .at("/items/0/id")
                                            .asText())),
            Map.entry("POST /v1/transcripts/rewrap", scene -> scene.admin().post("/v1/transcripts/rewrap", "{}")),
            Map.entry("PUT /v1/pacts/{id}/schedule", scene -> {
                var pact = scene.pact().text("pact");
                return scene.send(
                        scene.admin().request("/v1/pacts/" + pact + "/schedule"), "PUT", Map.of("paused", true));
            }),
            Map.entry(
                    "POST /v1/pacts/{id}/due-runs",
                    scene -> scene.team()
                            .author()
                            .post("/v1/pacts/" + scene.pact().text("pact") + "/due-runs", "{}")),
            Map.entry(
                    "PUT /v1/pacts/{id}/change-hook",
                    scene -> scene.hook(scene.pact().text("pact"))),
            Map.entry("DELETE /v1/pacts/{id}/change-hook", scene -> {
                var pact = scene.pact().text("pact");
                scene.hook(pact);
                return scene.admin().delete("/v1/pacts/" + pact + "/change-hook");
            }),
            Map.entry("POST /v1/changes/{organisation}/{pact}", Scene::change),
            Map.entry("PUT /v1/pacts/{id}/retention", scene -> {
                var pact = scene.pact().text("pact");
                return scene.send(
                        scene.admin().request("/v1/pacts/" + pact + "/retention"),
                        "PUT",
                        Map.of("keepDays", 30, "archive", true));
            }),
            Map.entry("POST /v1/due-runs/{id}/retry", Scene::retry),
            Map.entry("POST /v1/gates", Scene::gate),
            Map.entry("POST /v1/rollouts", Scene::rollout),
            Map.entry(
                    "POST /v1/rollouts/{id}/stop",
                    scene -> scene.admin()
                            .post(
                                    "/v1/rollouts/" + scene.rollout().text("id") + "/stop",
                                    "{\"reason\": \"too slow\"}")));

    @Test
    void knowsEveryRouteThatMayChangeSomething() {
        var changing = Route.all().stream()
                .filter(route -> !route.method().equals("GET"))
                .map(route -> route.method() + " " + route.path())
                .filter(route -> !CHANGE_NOTHING.contains(route))
                .collect(Collectors.toSet());

        assertThat(Stream.concat(CALLS.keySet().stream(), AuditedResponsesTest.routes().stream()))
                .as("a route that changes something leaves an event, and is called in this test")
                .containsAll(changing);
    }

    @TestFactory
    List<DynamicTest> leavesAnEvent() {
        return CALLS.entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(call.getKey(), () -> {
                    var scene = Scene.set();
                    var before = Scene.size(scene.admin()) + Scene.size(scene.platform());
                    var answer = call.getValue().apply(scene);
                    var after = Scene.size(scene.admin()) + Scene.size(scene.platform());
                    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
                    assertThat(after).isGreaterThan(before);
                }))
                .toList();
    }

    /// An organisation in which something can be done.
    private record Scene(Team team, Api platform) {
        static Scene set() {
            return new Scene(
                    Team.found("acme"),
                    TestService.bearing(TestService.server().firstToken().orElseThrow()));
        }

        Api admin() {
            return team.admin();
        }

        String review() {
            try {
                return ReviewControllerTest.waits(team, pact().text("pact"));
            } catch (IOException | SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        Api.Answer token() {
            var member = admin().get("/v1/me").text("member");
            return admin().post("/v1/tokens", Json.line(Map.of("member", member, "name", "t")));
        }

        Api.Answer key() {
            var pem = SigningKey.generate().publicKey().pem();
            return admin().post("/v1/keys", Json.line(Map.of("name", "k", "pem", pem)));
        }

        Api.Answer pact() {
            return team.publish(PactControllerTest.FILES);
        }

        Api.Answer run(String pact) {
            return team.record(pact, lines());
        }

        Api.Answer baseline(String pact) {
            var run = run(pact).json().at("/runs/0/id").asText();
            return team.author().post("/v1/baselines", Json.line(Map.of("pact", pact, "runs", List.of(run))));
        }

        Api.Answer certify(String pact) {
            return team.certifier()
                    .post(
                            "/v1/baselines/" + baseline(pact).text("id") + "/decision",
                            "{\"choice\": \"CERTIFY\", \"reason\": \"looks right\"}");
        }

        Api.Answer gate() {
            var pact = pact();
            certify(pact.text("pact"));
            return team.ci()
                    .post(
                            "/v1/gates",
                            Json.line(Map.of(
                                    "pact",
                                    "yes-sayer",
                                    "digest",
                                    pact.text("digest"),
                                    "run",
                                    lines(),
                                    "onInconclusive",
                                    "ALLOW")));
        }

        Api.Answer rollout() {
            var gate = gate().json().at("/gate/id").asText();
            team.ci().get("/v1/gates/" + gate + "?wait=30s");
            TestService.bean(Switchboard.class)
                    .connect(
                            UUID.fromString(admin().get("/v1/me").text("organisation")),
                            new Switchboard.Lines(
                                    List.of(dev.holdfast.alerting.notify.Route.DEFAULT),
                                    Map.of(),
                                    new Switchboard.Hands(
                                            Map.of("yes-sayer", new FlagActuator(flags(), "model")),
                                            Map.of(),
                                            Map.of()),
                                    Links.NONE));
            return admin().post("/v1/rollouts", Json.line(Map.of("candidate", "new", "gate", gate)));
        }

        private static Path flags() {
            try {
                return Files.writeString(
                        Files.createTempDirectory("holdfast-flags-").resolve("flags.json"),
                        "{\"flags\": {\"model\": {\"variants\": {\"a\": \"good\", \"b\": \"new\"}, \"defaultVariant\": \"a\"}}}");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Api.Answer send(HttpRequest.Builder request, String method, Object body) {
            return admin().send(request.header("Content-Type", "application/json")
                    .method(method, BodyPublishers.ofString(Json.line(body))));
        }

        Api.Answer hook(String pact) {
            return send(
                    admin().request("/v1/pacts/" + pact + "/change-hook"), "PUT", Map.of("key", "${env:CHANGE_KEY}"));
        }

        /// A message that is signed with a key of the organisation's own.
        Api.Answer change() {
            var key = "whsec_aGVyZSBhcmUgdGhpcnR5LXR3byBieXRlcyBvZiBrZXk=";
            secret("CHANGE_KEY", key);
            var path = hook(watched("[model]")).text("path");
            var body = "{\"parts\": [\"model\"]}";
            var now = Instant.now();
            var nobody = TestService.bearing("");
            return nobody.send(nobody.request(path)
                    .header("Content-Type", "application/json")
                    .header("webhook-id", "msg")
                    .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                    .header("webhook-signature", WebhookKey.parse(key).sign("msg", now, body))
                    .POST(BodyPublishers.ofString(body)));
        }

        /// A due run that failed for want of a secret.
        Api.Answer retry() {
            var due = team.author()
                    .post("/v1/pacts/" + watched("[]") + "/due-runs", "{}")
                    .text("id");
            for (var tries = 0; tries < 200; tries++) {
                if (admin().get("/v1/due-runs/" + due).text("state").equals("failed")) {
                    break;
                }
                LockSupport.parkNanos(50_000_000);
            }
            return team.author().post("/v1/due-runs/" + due + "/retry", "");
        }

        private String watched(String triggers) {
            var files = new HashMap<>(PactControllerTest.FILES);
            files.put("pact.yaml", """
                    holdfast: 1
                    pact: watched
                    agent: {target: {openai: {base_url: "http://127.0.0.1:9/v1", model: m, api_key: "${env:NOT_THERE}"}}}
                    golden: [golden.jsonl]
                    metrics: {correct: {equals: expected}}
                    promises: [{metric: correct, max_drop: 5pt}]
                    watch: {on_change: %s}
                    """.formatted(triggers));
            files.put("golden.jsonl", "{\"id\": \"t0\", \"input\": \"?\", \"expected\": \"yes\"}");
            return team.publish(files).text("pact");
        }

        private void secret(String name, String value) {
            try {
                var folder = TestService.data()
                        .resolve("secrets")
                        .resolve(admin().get("/v1/me").text("organisation"));
                Files.createDirectories(folder);
                Files.writeString(folder.resolve(name), value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Api.Answer transcript() {
            var run = run(pact().text("pact")).json().path("runs").path(0);
            var transcript = Map.of(
                    "run",
                    run.path("name").asText(),
                    "task",
                    "t0",
                    "repeat",
                    0,
                    "request",
                    "Is 0?",
                    "calls",
                    List.of());
            return team.author()
                    .post(
                            "/v1/runs/" + run.path("id").asText() + "/transcripts",
                            Json.line(Map.of("transcripts", List.of(transcript))));
        }

        static long size(Api api) {
            return Checkpoint.read("c", api.get("/v1/audit/checkpoint").body()).size();
        }

        static String lines() {
            var name = UUID.randomUUID();
            return IntStream.range(0, PactControllerTest.TASKS)
                    .mapToObj(i -> "{\"run\":\"%s\",\"task\":\"t%d\",\"output\":\"yes\"}".formatted(name, i))
                    .collect(Collectors.joining("\n"));
        }
    }
}
