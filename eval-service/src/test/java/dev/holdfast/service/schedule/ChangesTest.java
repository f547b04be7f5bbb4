package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChangesTest {
    private static final String BODY = "{\"parts\": [\"prompt\"]}";
    private static final String KEY = "whsec_" + "aGVyZSBhcmUgdGhpcnR5LXR3byBieXRlcyBvZiBrZXk=";

    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("yes"));
    private final Team team = Team.found("changing");
    private final Desk desk = new Desk(team, agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void runsAPactWhenANewVersionHasAnotherModel() {
        var pact = desk.publish("watch: {on_change: [model]}", "openai: {base_url: \"%s\", model: m}");

        desk.publish("watch: {on_change: [model]}", "openai: {base_url: \"%s\", model: other}");

        assertThat(desk.ended(pact, "change"))
                .hasSize(1)
                .first()
                .satisfies(due -> assertThat(due.path("detail").asText()).contains("no certified baseline"));
    }

    @Test
    void runsNothingWhenWhatChangedIsNotWatched() {
        var pact = desk.publish("watch: {on_change: [prompt]}", "openai: {base_url: \"%s\", model: m}");

        desk.publish("watch: {on_change: [prompt]}", "openai: {base_url: \"%s\", model: other}");
        desk.publish("watch: {on_change: [prompt], false_alarms: 2 per year}");

        assertThat(desk.all(pact)).isEmpty();
    }

    @Test
    void runsAPactWhenTheServerSaysThatItIsAnother() {
        var pact = desk.publish("watch: {on_change: [model]}");
        var lookout = TestService.bean(Lookout.class);
        lookout.look(desk.tenant(), UUID.fromString(pact));
        lookout.look(desk.tenant(), UUID.fromString(pact));
        assertThat(desk.all(pact)).as("it says what it said before").isEmpty();

        agent.drifts(text -> text);
        lookout.look(desk.tenant(), UUID.fromString(pact));

        assertThat(desk.ended(pact, "change")).hasSize(1);
    }

    @Test
    void runsAPactOnceForASignedMessage() throws IOException {
        var pact = desk.publish("watch: {on_change: [prompt]}");
        var path = open(pact);

        var taken = send(path, "msg-1", Instant.now(), BODY, sign("msg-1", Instant.now(), BODY));
        var again = send(path, "msg-1", Instant.now(), BODY, sign("msg-1", Instant.now(), BODY));

        assertThat(taken.status()).as(taken.body()).isEqualTo(202);
        assertThat(taken.json().path("dueRun").path("reason").asText()).isEqualTo("change");
        assertThat(again.json().has("dueRun")).as("a message is taken once").isFalse();
        assertThat(desk.ended(pact, "change")).hasSize(1);
    }

    @Test
    void takesNoMessageThatIsOldOrChangedOrSignedByAnother() throws IOException {
        var pact = desk.publish("watch: {on_change: [prompt]}");
        var path = open(pact);
        var now = Instant.now();
        var old = now.minus(Duration.ofMinutes(6));
        var forged = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

        assertThat(send(path, "m", old, BODY, sign("m", old, BODY)).status()).isEqualTo(401);
        assertThat(send(path, "m", now, BODY + " ", sign("m", now, BODY)).status())
                .isEqualTo(401);
        assertThat(send(path, "other", now, BODY, sign("m", now, BODY)).status())
                .isEqualTo(401);
        assertThat(send(path, "m", now, BODY, forged).status()).isEqualTo(401);
        assertThat(send(path, "m", now, BODY, "").status()).isEqualTo(401);
        assertThat(send("/v1/changes/" + UUID.randomUUID() + "/" + pact, "m", now, BODY, sign("m", now, BODY))
                        .status())
                .as("of another organisation")
                .isEqualTo(401);
        assertThat(desk.all(pact)).isEmpty();
    }

    @Test
    void takesNoKeyThatIsNotAReferenceToTheOrganisationsOwn() {
        var pact = desk.publish("watch: {on_change: [prompt]}");

        assertThat(put(pact, KEY).text("code")).isEqualTo("not_a_reference");
        assertThat(put(pact, "${file:/etc/passwd}").text("code")).isEqualTo("not_a_reference");
    }

    private String open(String pact) throws IOException {
        var secrets = TestService.data()
                .resolve("secrets")
                .resolve(desk.tenant().organisation().toString());
        Files.createDirectories(secrets);
        Files.writeString(secrets.resolve("CHANGE_KEY"), KEY);
        var opened = put(pact, "${env:CHANGE_KEY}");
        assertThat(opened.status()).as(opened.body()).isEqualTo(200);
        return opened.text("path");
    }

    private Api.Answer put(String pact, String key) {
        return team.admin()
                .send(team.admin()
                        .request("/v1/pacts/" + pact + "/change-hook")
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(Json.line(Map.of("key", key)))));
    }

    private static String sign(String id, Instant at, String body) {
        return WebhookKey.parse(KEY).sign(id, at, body);
    }

    private static Api.Answer send(String path, String id, Instant at, String body, String signature) {
        var nobody = TestService.bearing("");
        return nobody.send(nobody.request(path)
                .header("Content-Type", "application/json")
                .header("webhook-id", id)
                .header("webhook-timestamp", Long.toString(at.getEpochSecond()))
                .header("webhook-signature", signature)
                .POST(BodyPublishers.ofString(body)));
    }
}
