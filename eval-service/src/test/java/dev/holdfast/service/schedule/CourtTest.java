package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.Team;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What stands beside a due run: its control, its judges, and its money.
final class CourtTest {
    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says("yes"));
    private final FakeAgent other = FakeAgent.start().does(new Reaction.Says("yes"));
    private final Team team = Team.found("court");
    private final Desk desk = new Desk(team, agent);

    @AfterEach
    void stop() {
        agent.close();
        other.close();
    }

    @Test
    void asksTheControlBesideTheAgent() {
        var pact = desk.publish("control: {target: {openai: {base_url: \"%s\", model: m}}}".formatted(other.url()));
        desk.certify(
                pact, IntStream.range(0, 3).mapToObj(_ -> desk.demand(pact)).toList());
        agent.does(new Reaction.Says("no"));

        var drifted = desk.due(desk.demand(pact));

        assertThat(other.calls()).isEqualTo(4 * Desk.TASKS);
        var control = team.author().get("/v1/runs/" + drifted.path("controlRun").asText());
        assertThat(control.text("name")).isEqualTo(drifted.path("name").asText() + "/control");
        assertThat(evaluation(drifted).path("attribution").toString())
                .as("the control has stayed as it was, so it was the agent that moved")
                .contains("control");
    }

    @Test
    void asksJudgesAndKeepsTheirVotesInTheRun() {
        var pact = desk.publishJudged(other.url());

        var due = desk.due(desk.demand(pact));

        assertThat(due.path("state").asText()).as(due.toString()).isEqualTo("ended");
        assertThat(other.calls()).as("once for the one answer").isEqualTo(1);
        assertThat(team.author()
                        .get("/v1/runs/" + due.path("run").asText() + "/lines")
                        .body())
                .contains("\"label\":\"yes\"");
    }

    @Test
    void stopsForTheMoneyAndGoesOnWhenThereIsMore() {
        agent.countsTokens();
        var pact = desk.publish(
                "watch: {spend: {per_run: 0.0005 USD}}",
                "openai: {base_url: \"%s\", model: m}}, price: {input: 10, output: 10");

        var due = desk.due(desk.demand(pact));

        assertThat(due.path("state").asText()).isEqualTo("failed");
        assertThat(due.path("detail").asText()).contains("for the money", "spend per_run");
        assertThat(agent.calls()).isLessThan(Desk.TASKS);
    }

    @Test
    void asksNoFasterThanThePactAllowsHoweverManyRunsThereAre() {
        var pact = desk.publish("", "openai: {base_url: \"%s\", model: m}", "at_once: 16, rate: 40/s");
        var begun = System.nanoTime();

        var both = IntStream.range(0, 2)
                .mapToObj(_ -> team.author()
                        .post("/v1/pacts/" + pact + "/due-runs", "{}")
                        .text("id"))
                .toList();
        both.forEach(desk::due);

        assertThat((System.nanoTime() - begun) / 1e9)
                .as("seconds for twice %d replays of two shards each, at 40 a second together", Desk.TASKS)
                .isGreaterThan(2 * Desk.TASKS / 40.0 * 0.9);
    }

    private JsonNode evaluation(JsonNode due) {
        return team.author()
                .get("/v1/evaluations/" + due.path("evaluation").asText() + "/document")
                .json();
    }
}
