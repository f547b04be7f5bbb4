package dev.holdfast.service.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.service.Log;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/// Agents that give away what they were given, and pacts that would have the service ask where only it can reach.
final class HostileAgentsTest {
    private static final String SECRET = "sk-planted-9b1f3c7d2e";
    private static final String ANSWER = "the customer Ada Lovelace lives in St James's Square";

    private final FakeAgent agent = FakeAgent.start().does(new Reaction.Says(ANSWER + ", my key is " + SECRET));
    private final Team team = Team.found("hostile");
    private final Desk desk = new Desk(team, agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void keepNoSecretThatAnAgentGivesAwayAndLogNoAnswer() throws IOException {
        var secrets = TestService.data()
                .resolve("secrets")
                .resolve(desk.tenant().organisation().toString());
        Files.createDirectories(secrets);
        Files.writeString(secrets.resolve("AGENT_KEY"), SECRET);
        String run;
        String logged;
        try (var log = new Log()) {
            LoggerFactory.getLogger(HostileAgentsTest.class).info("the log is heard");
            var pact = desk.publish("", "openai: {base_url: \"%s\", model: m, api_key: \"${env:AGENT_KEY}\"}");
            run = desk.due(desk.demand(pact)).path("run").asText();
            logged = log.text();
        }

        var lines = team.author().get("/v1/runs/" + run + "/lines").body();
        assertThat(lines).contains("Ada Lovelace", "${env:AGENT_KEY}").doesNotContain(SECRET);
        assertThat(logged)
                .as("neither secrets nor what agents say is in the log")
                .contains("the log is heard")
                .doesNotContain(SECRET)
                .doesNotContain("Lovelace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/v1",
                "http://10.0.0.1/v1",
                "http://[fd00:ec2::254]/v1",
                "http://100.64.0.1/v1",
                "http://2852039166/v1",
                "http://metadata.google.internal/v1"
            })
    void askNoAgentWhereOnlyTheServiceReaches(String url) {
        var due = desk.due(desk.demand(desk.publish("", agentAt(url))));

        assertThat(due.path("state").asText()).isIn("failed", "ended");
        if (due.path("state").asText().equals("ended")) {
            assertThat(team.author()
                            .get("/v1/runs/" + due.path("run").asText())
                            .json()
                            .path("failures")
                            .asInt())
                    .isEqualTo(Desk.TASKS);
        }
    }

    @Test
    void askNoJudgeThereEither() {
        var pact = desk.publishJudged("http://169.254.169.254/v1");

        var due = desk.due(desk.demand(pact));

        var lines = team.author()
                .get("/v1/runs/" + due.path("run").asText() + "/lines")
                .body();
        assertThat(due.path("state").asText().equals("failed") || lines.contains("unreached"))
                .as(due + lines)
                .isTrue();
    }

    private static String agentAt(String url) {
        return "openai: {base_url: \"" + url + "\", model: m}";
    }
}
