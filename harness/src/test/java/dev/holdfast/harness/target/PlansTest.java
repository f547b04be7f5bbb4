package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class PlansTest {
    private static final Agent.Limits LIMITS = Examples.limits(8, Duration.ofSeconds(1), 0);
    private static final Target.OpenAi TARGET = Examples.openAi("http://localhost/v1");

    @Test
    void aPlanSaysWhatIsAsked() {
        var tasks = List.of(Examples.task("a", "?"), Examples.task("b", "?"));
        var file = Examples.pact(Examples.agent(TARGET, LIMITS), tasks);

        var plan = Plans.of(file, 3, "r1", Instant.EPOCH, "0.1");

        assertThat(plan.planned()).isEqualTo(6);
        assertThat(plan.target()).isEqualTo("openai");
        assertThat(plan.requested()).contains("fake-model");
        assertThat(plan.suiteDigest()).isEqualTo(file.suite().digest());
    }

    @Test
    void whateverDecidesTheAnswersDecidesTheDigest() {
        var agent = Examples.agent(TARGET, LIMITS);
        var warmer = new Target.Sampling(
                OptionalDouble.of(0.7),
                TARGET.sampling().maxTokens(),
                TARGET.sampling().seed());

        assertThat(List.of(
                        digest(agent),
                        digest(with(agent, Examples.openAi("http://elsewhere/v1"), agent.prompt())),
                        digest(with(
                                agent,
                                new Target.OpenAi(TARGET.baseUrl(), "other-model", TARGET.apiKey(), TARGET.sampling()),
                                agent.prompt())),
                        digest(with(
                                agent,
                                new Target.OpenAi(TARGET.baseUrl(), TARGET.model(), TARGET.apiKey(), warmer),
                                agent.prompt())),
                        digest(with(agent, TARGET, Optional.of(new Agent.Prompt("prompt.md", "Be brief.")))),
                        digest(with(agent, new Target.Recorded("june.jsonl"), agent.prompt()))))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsSentAndHowItIsReadDecideTheDigestButNoSecretDoes() {
        var agent = Examples.agent(http("{\"q\": 1}", "/a", "${env:KEY}"), LIMITS);

        assertThat(digest(agent)).isEqualTo(digest(Examples.agent(http("{\"q\": 1}", "/a", "${env:OTHER}"), LIMITS)));
        assertThat(List.of(
                        digest(agent),
                        digest(Examples.agent(http("{\"q\": 2}", "/a", "${env:KEY}"), LIMITS)),
                        digest(Examples.agent(http("{\"q\": 1}", "/b", "${env:KEY}"), LIMITS)),
                        digest(Examples.agent(http("{\"q\": 1}", "/a", "fast"), LIMITS)),
                        digest(Examples.agent(process("first"), LIMITS)),
                        digest(Examples.agent(process("second"), LIMITS))))
                .doesNotHaveDuplicates();
    }

    private static Target http(String request, String answer, String header) {
        return new Target.Http(
                new Reference("http://localhost/ask"),
                "POST",
                Map.of("X-Mode", new Reference(header)),
                Optional.of(Json.tree("request", request)),
                form(answer));
    }

    private static Target process(String workspace) {
        return new Target.Program(
                List.of("desk"),
                Target.Stdin.JSON,
                Optional.of(new Target.Workspace("workspace", Digest.of(workspace))),
                Map.of(),
                100,
                form("/a"));
    }

    private static Target.AnswerForm form(String answer) {
        var usage = new Target.UsageForm(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new Target.AnswerForm(Optional.of(answer), Optional.empty(), usage, Optional.empty());
    }

    @Test
    void theKeyTheLimitsAndThePlaceOfThePromptDoNot() {
        var agent = Examples.agent(TARGET, LIMITS);
        var otherKey = new Target.OpenAi(
                TARGET.baseUrl(), TARGET.model(), Optional.of(new Reference("${env:OTHER}")), TARGET.sampling());
        var moved = new Agent.Prompt("prompts/desk.md", "You take orders.");

        assertThat(digest(with(Examples.agent(TARGET, Agent.Limits.DEFAULT), otherKey, Optional.of(moved))))
                .isEqualTo(digest(agent));
    }

    private static Digest digest(Agent agent) {
        return Plans.of(Examples.pact(agent, List.of()), 1, "r", Instant.EPOCH, "0.1")
                .settings();
    }

    private static Agent with(Agent agent, Target target, Optional<Agent.Prompt> prompt) {
        return new Agent(
                target, agent.pin(), prompt, agent.contextWindow(), agent.limits(), agent.price(), agent.policy());
    }
}
