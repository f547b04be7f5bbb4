package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Team;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConventionsTest {
    private final Team team = Team.found("acme");
    private final String pact = team.publish(PactControllerTest.FILES).text("pact");

    @Test
    void doesARequestWithAKeyOnce() {
        var first = deploy("\"k1\"", "prod");
        var second = deploy("k1", "prod");

        assertThat(first.status()).as(first.body()).isEqualTo(201);
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(team.author().get("/v1/deployments").json().path("items")).hasSize(1);
    }

    @Test
    void refusesAKeyThatWasUsedForSomethingElse() {
        deploy("k1", "prod");

        assertThat(deploy("k1", "test").text("code")).isEqualTo("key_reused");
    }

    @Test
    void takesAKeyAgainAfterWhatCameToNothing() {
        assertThat(deploy("k1", "prod\\u0000").status()).isEqualTo(422);

        assertThat(deploy("k1", "prod").status()).isEqualTo(201);
    }

    @Test
    void keepsAKeyToTheMemberWhoUsedIt() {
        var first = deploy("k1", "prod");

        var others = deploy(team.admin(), "k1", "prod");

        assertThat(others.text("id")).isNotEqualTo(first.text("id"));
    }

    @Test
    void changesOnlyWhatWasSeen() {
        var agent = agent();

        assertThat(describe(agent, null).status()).isEqualTo(428);
        assertThat(describe(agent, "\"7\"").status()).isEqualTo(412);
        assertThat(describe(agent, "\"0\"").status()).isEqualTo(200);
        assertThat(describe(agent, "\"0\"").status()).isEqualTo(412);
    }

    @Test
    void tellsWhatHappenedToAnAgent() {
        var agent = agent();
        var sent = team.author()
                .post(
                        "/v1/pacts",
                        Json.line(Map.of(
                                "project",
                                team.project(),
                                "agent",
                                agent,
                                "files",
                                Map.of(
                                        "pact.yaml",
                                        PactControllerTest.PACT.replace("yes-sayer", "of-the-desk"),
                                        "golden/tasks.jsonl",
                                        "{\"id\":\"t0\",\"input\":\"?\"}"))));
        team.record(sent.text("pact"), "{\"run\":\"a\",\"task\":\"t0\",\"output\":\"yes\"}");

        var history = team.author().get("/v1/agents/" + agent + "/history?limit=1");
        var rest = team.author().get("/v1/agents/" + agent + "/history?limit=1&cursor=" + history.text("nextCursor"));

        assertThat(history.json().path("items").path(0).path("kind").asText()).isEqualTo("run");
        assertThat(rest.json().path("items").path(0).path("told").asText()).isEqualTo("version 1");
    }

    @Test
    void givesOtherRolesFromTheNextRequestOn() {
        var viewer = Team.member(team.admin(), "viewer");
        var id = viewer.get("/v1/me").text("member");

        var changed = team.admin()
                .send(team.admin()
                        .request("/v1/members/" + id + "/roles")
                        .header("If-Match", "\"0\"")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString("{\"roles\": [\"ci\"]}")));

        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        assertThat(viewer.get("/v1/projects").status()).isEqualTo(403);
    }

    private String agent() {
        return team.admin()
                .post("/v1/agents", Json.line(Map.of("project", team.project(), "name", "desk", "about", "")))
                .text("id");
    }

    private Api.Answer describe(String agent, @org.jspecify.annotations.Nullable String tag) {
        var request = team.admin()
                .request("/v1/agents/" + agent)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"name\": \"desk\", \"about\": \"new\"}"));
        return team.admin().send(tag == null ? request : request.header("If-Match", tag));
    }

    private Api.Answer deploy(String key, String environment) {
        return deploy(team.ci(), key, environment);
    }

    private Api.Answer deploy(Api who, String key, String environment) {
        return who.send(who.request("/v1/deployments")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"pact\": \"%s\", \"model\": \"m\", \"environment\": \"%s\"}".formatted(pact, environment))));
    }
}
