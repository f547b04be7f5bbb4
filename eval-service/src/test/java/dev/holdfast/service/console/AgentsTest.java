package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Team;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

final class AgentsTest {
    @Test
    void saysThatAnAgentDriftsAndWhereToReadOn() {
        try (var story = Story.drifted("acme")) {
            var page = story.as(story.operator()).get("/console/agents").body();

            assertThat(page)
                    .contains("1 drifting")
                    .contains("/console/agents/" + story.agent())
                    .contains("/console/incidents/" + story.incident())
                    .contains("order-desk-1")
                    .containsPattern("in 5 h|in 6 h");
        }
    }

    @Test
    void saysThatAnAgentKeepsItsPromises() {
        try (var story = Story.certified("acme")) {
            story.demand();

            assertThat(story.as(story.operator()).get("/console/agents").body())
                    .contains("1 within its promises")
                    .contains("none open");
        }
    }

    @Test
    void saysThatNothingIsKnownYet() {
        var team = Team.found("acme");
        team.admin().post("/v1/agents", Json.line(Map.of("project", team.project(), "name", "new-desk", "about", "")));

        assertThat(Visitor.bearing(team.admin().token()).get("/console/agents").body())
                .contains("new-desk")
                .contains("1 not measured")
                .contains("Nothing is certified yet");
    }

    @Test
    void saysThatABudgetIsUsedUpAndThatAReplayDidNotTellWhatItCost() {
        var team = Team.found("acme");
        var sent = team.publish(Map.of(
                "pact.yaml",
                """
                holdfast: 1
                pact: dear
                agent: {target: {recorded: {file: unused.jsonl}}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt}]
                watch: {spend: {per_month: 1 USD}}
                """,
                "golden.jsonl",
                "{\"id\": \"a\", \"input\": \"?\"}\n{\"id\": \"b\", \"input\": \"?\"}"));
        team.record(
                sent.text("pact"),
                "{\"run\":\"x\",\"task\":\"a\",\"output\":\"yes\",\"cost_usd\":1.25}\n{\"run\":\"x\",\"task\":\"b\",\"output\":\"yes\"}");
        var page = Visitor.bearing(team.admin().token()).get("/console/agents").body();

        assertThat(Jsoup.parse(page).select(".expense").text()).isEqualTo("at least 1.25 USD of 1 USD, used up");
    }

    @Test
    void holdsNoIncidentAgainstAnotherProjectsPactOfTheSameName() {
        try (var story = Story.drifted("acme")) {
            var admin = story.team().admin();
            var other = admin.post("/v1/projects", "{\"name\": \"other\"}").text("id");
            admin.post(
                    "/v1/pacts",
                    Json.line(Map.of("project", other, "files", story.desk().files())));

            assertThat(story.as(story.operator()).get("/console/agents").body())
                    .contains("1 drifting")
                    .contains("1 not measured");
        }
    }

    @Test
    void showsAProjectsTokenThatProjectOnly() {
        try (var story = Story.drifted("acme")) {
            var other = story.team()
                    .admin()
                    .post("/v1/projects", "{\"name\": \"other\"}")
                    .text("id");
            var member = story.team().admin().get("/v1/me").text("member");
            var token = story.team()
                    .admin()
                    .post("/v1/tokens", Json.line(Map.of("member", member, "name", "bound", "project", other)))
                    .text("secret");
            var bound = Visitor.bearing(token);

            assertThat(bound.get("/console/agents").body())
                    .doesNotContain("order-desk")
                    .contains("There is no agent yet");
        }
    }
}
