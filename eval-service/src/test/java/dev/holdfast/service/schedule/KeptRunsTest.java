package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.Api;
import dev.holdfast.service.Team;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is kept of the runs that the service makes, and what is told of them while they are made.
final class KeptRunsTest {
    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("yes"));
    private final Team team = Team.found("kept");
    private final Desk desk = new Desk(team, agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void keepsTranscriptsOfItsOwnRunsWhereTheOrganisationWantsThat() {
        var pact = desk.publish("");
        var before = desk.due(desk.demand(pact)).path("run").asText();
        put("/v1/transcript-settings", "{\"masking\": {\"rules\": []}, \"capture\": true}");
        var after = desk.due(desk.demand(pact)).path("run").asText();

        assertThat(transcripts(before)).isEmpty();
        assertThat(transcripts(after)).hasSize(Desk.TASKS);
        var id = transcripts(after).path(0).path("id").asText();
        assertThat(team.admin().get("/v1/transcripts/" + id).body()).contains("yes", "?");
    }

    @Test
    void tellsHowFarARunHasComeUntilItIsOver() {
        agent.does(new Reaction.After(java.time.Duration.ofMillis(100), new Reaction.Says("yes")));
        var pact = desk.publish("");
        var id = team.author().post("/v1/pacts/" + pact + "/due-runs", "{}").text("id");

        var told = team.author().get("/v1/due-runs/" + id + "/progress");

        assertThat(told.type()).startsWith("text/event-stream");
        assertThat(told.body()).contains("event: progress", "\"state\":\"making\"");
        assertThat(told.body().strip().substring(told.body().strip().lastIndexOf("\n\n")))
                .contains("event: end", "\"state\":\"ended\"", "\"made\":" + Desk.TASKS);
    }

    private com.fasterxml.jackson.databind.JsonNode transcripts(String run) {
        return team.admin().get("/v1/runs/" + run + "/transcripts").json().path("items");
    }

    private void put(String path, String body) {
        Api.Answer answer = team.admin()
                .send(team.admin()
                        .request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(body)));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }
}
