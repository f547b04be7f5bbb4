package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Team;
import java.util.Map;
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
