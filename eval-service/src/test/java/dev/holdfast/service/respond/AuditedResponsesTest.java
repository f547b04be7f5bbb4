package dev.holdfast.service.respond;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Superuser;
import dev.holdfast.service.audit.Checkpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Whatever is done about drift over HTTP is in the audit log, and is not done where it cannot be.
public final class AuditedResponsesTest {
    private static final Map<String, Function<Scene, Api.Answer>> CALLS = Map.ofEntries(
            Map.entry("POST /v1/occasions", scene -> scene.handOver(2)),
            Map.entry("POST /v1/incidents/{id}/decisions", scene -> respond(scene, "decisions", "what", "noise")),
            Map.entry("POST /v1/incidents/{id}/pins", scene -> respond(scene, "pins", "model", "good")),
            Map.entry("POST /v1/incidents/{id}/remedies", scene -> respond(scene, "remedies", "hook", "restart")),
            Map.entry("POST /v1/silences", AuditedResponsesTest::silence),
            Map.entry(
                    "POST /v1/silences/{id}/end",
                    scene -> end(scene, "/v1/silences/" + silence(scene).text("id"))),
            Map.entry("POST /v1/freezes", AuditedResponsesTest::freeze),
            Map.entry(
                    "POST /v1/freezes/{id}/end",
                    scene -> end(scene, "/v1/freezes/" + freeze(scene).text("id"))),
            Map.entry("POST /v1/quarantines/{id}/release", scene -> {
                var action = respond(scene, "pins", "model", "good")
                        .json()
                        .at("/action/id")
                        .asText();
                return scene.api().post("/v1/quarantines/" + action + "/release", "{\"reason\": \"mended\"}");
            }));

    /// These take an agent with a certificate.
    private static final Set<String> OF_THE_DESK =
            Set.of("POST /v1/incidents/{id}/rollbacks", "POST /v1/actions/{id}/approvals");

    @TempDir
    private Path folder;

    /// All that is called here.
    public static Set<String> routes() {
        var routes = new java.util.HashSet<>(CALLS.keySet());
        routes.addAll(OF_THE_DESK);
        return routes;
    }

    @TestFactory
    List<DynamicTest> leavesAnEvent() {
        return CALLS.entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(call.getKey(), () -> {
                    var scene =
                            Scene.open(new Letterbox(0), Map.of("agent-1", new Pin()), Map.of("restart", new Pin()));
                    scene.handOver(1);
                    var before = size(scene.api());

                    var answer = call.getValue().apply(scene);

                    assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
                    assertThat(size(scene.api())).isGreaterThan(before);
                }))
                .toList();
    }

    @Test
    void logsEachStateOfAnActionWithWhoAndWhy() throws Exception {
        try (var desk = Desk.open(folder, "mode: approve")) {
            desk.drifts();
            desk.approve(desk.actions().getFirst());
            desk.ended(desk.actions().getFirst());

            var events = desk.admin().get("/v1/audit?limit=1000").body();

            assertThat(events)
                    .contains("action.decided", "awaiting_approval", "authorized", "executing", "executed", "verified")
                    .contains("the numbers are clear");
        }
    }

    @Test
    void logsARollbackThatAPersonAsksFor() throws Exception {
        try (var desk = Desk.open(folder, "mode: observe")) {
            desk.drifts();

            desk.admin()
                    .post(
                            "/v1/incidents/" + desk.incident().path("id").asText() + "/rollbacks",
                            "{\"reason\": \"customers complain\"}");

            assertThat(desk.admin().get("/v1/audit?limit=1000").body()).contains("customers complain", "executed");
        }
    }

    @Test
    void logsWhyASilenceOrAFreezeWasEnded() {
        var scene = Scene.open(new Letterbox(0), Map.of());
        var silence = "/v1/silences/" + silence(scene).text("id");
        var freeze = "/v1/freezes/" + freeze(scene).text("id");

        var unsaid = scene.api().post(silence + "/end", Json.line(Map.of("reason", " ")));
        end(scene, silence);
        end(scene, freeze);

        assertThat(unsaid.status()).isEqualTo(422);
        assertThat(scene.api().get("/v1/audit?limit=1000").json().path("items"))
                .filteredOn(event -> event.path("reason").asText().equals("it is over"))
                .extracting(event -> event.path("action").asText())
                .containsExactly("silence.deleted", "freeze.deleted");
    }

    @Test
    void doesNothingThatTheLogCannotTake() throws Exception {
        try (var desk = Desk.open(folder, "mode: approve")) {
            desk.drifts();
            var waiting = desk.actions().getFirst();
            Superuser.run("ALTER TABLE audit_events ADD CONSTRAINT no_room CHECK (organisation <> '%s') NOT VALID"
                    .formatted(desk.organisation()));
            try {
                assertThat(desk.approval(waiting).status()).isGreaterThanOrEqualTo(400);
            } finally {
                Superuser.run("ALTER TABLE audit_events DROP CONSTRAINT no_room");
            }

            assertThat(desk.pinned()).isEqualTo("bad");
            assertThat(desk.states(waiting)).containsExactly("AWAITING_APPROVAL");
        }
    }

    private static Api.Answer respond(Scene scene, String what, String key, String value) {
        var incident = scene.api().get("/v1/incidents").json().at("/items/0/id").asText();
        return scene.api()
                .post("/v1/incidents/" + incident + "/" + what, Json.line(Map.of(key, value, "reason", "because")));
    }

    private static Api.Answer silence(Scene scene) {
        return scene.api()
                .post(
                        "/v1/silences",
                        Json.line(Map.of("labels", Map.of("agent", "x"), "until", later(), "reason", "a migration")));
    }

    private static Api.Answer freeze(Scene scene) {
        return scene.api().post("/v1/freezes", Json.line(Map.of("until", later(), "reason", "a migration")));
    }

    private static Api.Answer end(Scene scene, String what) {
        return scene.api().post(what + "/end", Json.line(Map.of("reason", "it is over")));
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofHours(2));
    }

    private static long size(Api api) {
        return Checkpoint.read("c", api.get("/v1/audit/checkpoint").body()).size();
    }
}
