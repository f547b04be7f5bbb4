package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Superuser;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ReviewControllerTest {
    private final Team team = Team.found("acme");
    private final String pact = team.publish(PactControllerTest.FILES).text("pact");

    @Test
    void asksAboutWhatWaitsWithoutSayingWhatTheJudgesSaid() throws Exception {
        var id = waits(team, pact);

        var asked = team.author().get("/v1/reviews");

        assertThat(asked.json().path("waiting").asInt()).isEqualTo(1);
        var item = asked.json().path("items").path(0);
        assertThat(item.path("id").asText()).isEqualTo(id);
        assertThat(item.path("question").asText()).isEqualTo("Is 1 a number?");
        assertThat(item.path("labels").toString()).isEqualTo("[\"wrong\",\"right\"]");
        assertThat(item.has("jury")).isFalse();
        assertThat(team.author().get("/v1/reviews?limit=0").status()).isEqualTo(422);
    }

    @Test
    void takesOneLabelForGoodAndKeepsItInTheLog() throws Exception {
        var path = "/v1/reviews/" + waits(team, pact) + "/label";

        var unknown = team.author().post(path, "{\"label\": \"splendid\"}");
        var taken = team.author().post(path, "{\"label\": \"right\", \"note\": \"it says so\"}");
        var again = team.author().post(path, "{\"label\": \"wrong\"}");

        assertThat(List.of(unknown.status(), taken.status(), again.status()))
                .as(unknown.body() + taken.body() + again.body())
                .containsExactly(422, 204, 409);
        assertThat(team.author().get("/v1/reviews").json().path("waiting").asInt())
                .isZero();
        assertThat(team.admin().get("/v1/audit?limit=1000").body()).contains("review.decided", "it says so");
    }

    @Test
    void tellsHowTheJuryAndPeopleGetOn() throws Exception {
        team.author().post("/v1/reviews/" + waits(team, pact) + "/label", "{\"label\": \"right\"}");
        heard(team, pact);

        var jury = team.author().get("/v1/reviews/juries").json().path("items").path(0);
        var lines = team.author().get("/v1/reviews/calibration?pact=" + pact + "&metric=fine");

        assertThat(jury.path("labelled").asInt()).isEqualTo(1);
        assertThat(jury.at("/known/jury").asDouble()).isEqualTo(0.5);
        assertThat(jury.at("/known/people").isMissingNode()).isTrue();
        assertThat(lines.status()).isEqualTo(200);
        assertThat(lines.type()).startsWith("application/x-ndjson");
    }

    @Test
    void showsAndTakesNothingOfAnotherProjectOrOrganisation() throws Exception {
        var path = "/v1/reviews/" + waits(team, pact) + "/label";
        var stranger = Team.found("strangers").author();
        var other = ofAnotherProject();

        for (var each : List.of(stranger, other)) {
            assertThat(each.get("/v1/reviews").json().path("waiting").asInt()).isZero();
            assertThat(each.post(path, "{\"label\": \"right\"}").status()).isEqualTo(404);
        }
        assertThat(Team.member(team.admin(), "viewer")
                        .post(path, "{\"label\": \"right\"}")
                        .status())
                .isEqualTo(403);
    }

    private Api ofAnotherProject() {
        var project =
                team.admin().post("/v1/projects", "{\"name\": \"billing\"}").text("id");
        var member = team.admin().post("/v1/members", "{\"name\": \"bill\", \"roles\": [\"author\"]}");
        var issued = team.admin()
                .post("/v1/tokens", Json.line(Map.of("member", member.text("id"), "name", "b", "project", project)));
        return TestService.bearing(issued.text("secret"));
    }

    /// An answer that waits for a person, as the service would have picked it.
    static String waits(Team team, String pact) throws IOException, SQLException {
        var id = UUID.randomUUID();
        Superuser.run("""
                INSERT INTO review_items
                    (organisation, project, id, pact, run, stored_at, task, repeat, metric, definition, reason, detail,
                     question, labels, jury, drawn)
                VALUES ('%s', '%s', '%s', '%s', '%s', now(), 't1', 0, 'fine', 'd', 'drawn', '', 'Is 1 a number?',
                        '[{"label": "wrong", "worth": 0}, {"label": "right", "worth": 1}]', 1, true)""".formatted(organisation(team), team.project(), id, pact, UUID.randomUUID()));
        return id.toString();
    }

    private static void heard(Team team, String pact) throws IOException, SQLException {
        Superuser.run("""
                INSERT INTO judged_runs
                    (organisation, project, run, pact, metric, definition, stored_at, answers, total, squares, tasks)
                VALUES ('%s', '%s', '%s', '%s', 'fine', 'd', now(), 10, 5, 5, 10)""".formatted(organisation(team), team.project(), UUID.randomUUID(), pact));
    }

    private static String organisation(Team team) {
        return team.admin().get("/v1/me").text("organisation");
    }
}
