package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Team;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BaselineControllerTest {
    private static final String CERTIFY = "{\"choice\": \"CERTIFY\"}";

    private final Team team = Team.found("acme");
    private final String pact = team.publish(PactControllerTest.FILES).text("pact");

    @Test
    void certifiesRunsThatSomebodyElsePutForward() {
        var proposed = propose(run("a", 40), run("b", 40));

        var decided = decide(team.certifier(), proposed, CERTIFY);

        assertThat(decided.text("state")).isEqualTo("certified");
        assertThat(team.author()
                        .get("/v1/baselines/" + proposed.text("id") + "/file")
                        .body())
                .contains("application/vnd.in-toto+json");
    }

    @Test
    void letsNobodyCertifyTheirOwn() {
        var proposed =
                team.admin().post("/v1/baselines", Json.line(Map.of("pact", pact, "runs", List.of(run("a", 40)))));

        var refused = decide(team.admin(), proposed, CERTIFY);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("code")).isEqualTo("own_baseline");
    }

    @Test
    void letsNoAuthorCertify() {
        assertThat(decide(team.author(), propose(run("a", 40)), CERTIFY).status())
                .isEqualTo(403);
    }

    @Test
    void decidesOnce() {
        var proposed = propose(run("a", 40));
        decide(team.certifier(), proposed, "{\"choice\": \"REJECT\", \"reason\": \"too few\"}");

        var again = decide(team.certifier(), proposed, CERTIFY);

        assertThat(again.status()).isEqualTo(409);
    }

    @Test
    void saysWhyRunsCannotBeABaseline() {
        var refused = propose(run("a", 0));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("not_certified");
        assertThat(refused.json().path("errors")).isNotEmpty();
    }

    @Test
    void refusesAFileThatNobodyTrustedSigned() {
        var refused = team.author().post("/v1/baselines", Json.line(Map.of("pact", pact, "file", "{}")));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("code")).isEqualTo("untrusted_baseline");
    }

    @Test
    void evaluatesARunAgainstTheBaselineInForce() {
        decide(team.certifier(), propose(run("a", 40)), CERTIFY);

        var evaluated = team.author().post("/v1/evaluations", Json.line(Map.of("run", run("worse", 5))));

        assertThat(evaluated.text("verdict")).as(evaluated.body()).isEqualTo("FAIL");
    }

    private Api.Answer propose(String... runs) {
        return team.author().post("/v1/baselines", Json.line(Map.of("pact", pact, "runs", runs)));
    }

    private static Api.Answer decide(Api who, Api.Answer proposed, String choice) {
        return who.post("/v1/baselines/" + proposed.text("id") + "/decision", choice);
    }

    /// The id of a run that answers right on its first tasks.
    private String run(String name, int right) {
        var lines = IntStream.range(0, PactControllerTest.TASKS)
                .mapToObj(i -> "{\"run\":\"%s\",\"task\":\"t%d\",\"output\":\"%s\"}"
                        .formatted(name, i, i < right ? "yes" : "no"))
                .collect(Collectors.joining("\n"));
        var taken = team.record(pact, lines);
        assertThat(taken.status()).as(taken.body()).isEqualTo(201);
        return taken.json().path("runs").path(0).path("id").asText();
    }
}
