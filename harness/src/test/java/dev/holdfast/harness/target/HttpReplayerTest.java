package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
final class HttpReplayerTest {
    private static final String ANSWER = """
            {"result": {"text": "It has left."}, "llm": "desk-7", "took": {"in": 100, "had": 40, "out": 10, "usd": 0.25},
             "steps": [{"tool": "orders.get", "args": {"id": 17}, "gave": {"state": "left"}},
                       {"tool": "log", "args": "{\\"level\\": 1}"}]}""";

    static final Target.AnswerForm FORM = new Target.AnswerForm(
            Optional.of("/result/text"),
            Optional.of(new Target.ToolCallForm("/steps", "/tool", "/args", Optional.of("/gave"))),
            new Target.UsageForm(
                    Optional.of("/took/in"),
                    Optional.of("/took/had"),
                    Optional.of("/took/out"),
                    Optional.of("/took/usd")),
            Optional.of("/llm"));

    @Test
    void findsEverythingWhereThePactSaysThatItStands() throws InterruptedException {
        try (var agent = FakeAgent.start().does(Reaction.body(ANSWER));
                var replayer = open(agent.url(), "\"${task.question}\"")) {
            var reply = replayer.replay(Examples.task("t", "Where is order 17?"), 0);

            assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("It has left."));
            assertThat(reply.model()).contains("desk-7");
            assertThat(reply.usage().inputTokens()).hasValue(100);
            assertThat(reply.usage().cachedTokens()).hasValue(40);
            assertThat(reply.usage().outputTokens()).hasValue(10);
            assertThat(reply.usage().costUsd()).hasValue(0.25);
            assertThat(reply.toolCalls().getFirst().name()).isEqualTo("orders.get");
            assertThat(reply.toolCalls().getFirst().result()).contains("{\"state\":\"left\"}");
            assertThat(reply.toolCalls().getLast().arguments()).isEqualTo(Json.tree("", "{\"level\": 1}"));
        }
    }

    @Test
    void putsValuesIntoTheRequestAndNeverTextIntoItsText() throws InterruptedException {
        var question = "\"}, \"admin\": true, \"x\": \"${env:AGENT_KEY} ${prompt}";
        var seen = new CompletableFuture<Call>();
        try (var agent = FakeAgent.start().does(call -> {
                    seen.complete(call);
                    return Reaction.body(ANSWER);
                });
                var replayer = open(agent.url(), """
                        {"q": "${task.question}", "all": "${task.messages}", "n": "${repeat}", "system": "${prompt}",
                         "user": "desk ${task.id}", "fixed": 1, "key": "${env:AGENT_KEY}"}""")) {
            replayer.replay(Examples.task("t1", question), 3);
        }

        assertThat(seen.join().body())
                .isEqualTo(Json.toTree(Map.of(
                        "q",
                        question,
                        "all",
                        List.of(Map.of("role", "user", "content", question)),
                        "n",
                        3,
                        "system",
                        "You take orders.",
                        "user",
                        "desk t1",
                        "fixed",
                        1,
                        "key",
                        Examples.KEY)));
        assertThat(seen.join().headers()).containsEntry("x-key", Examples.KEY);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <html>                    | what came back is no JSON
            {"result": {}}            | what came back has nothing at "/result/text"
            {"result": {"text":null}} | what came back has nothing at "/result/text"
            """)
    void anAnswerThatIsNotThereIsNone(String body, String message) throws InterruptedException {
        try (var agent = FakeAgent.start().does(Reaction.body(body));
                var replayer = open(agent.url(), "{}")) {
            assertThat(replayer.replay(Examples.task("t", "?"), 0).outcome())
                    .isEqualTo(new Outcome.Failed(Outcome.Kind.NO_ANSWER, message));
        }
    }

    @Test
    void aSecretThatIsMissingIsToldWhenOpening() {
        assertThatThrownBy(() -> open("http://localhost/ask", "{\"key\": \"${env:ELSEWHERE}\"}"))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("ELSEWHERE is not set");
    }

    private static Replayer open(String url, String request) {
        var target = new Target.Http(
                new Reference(url),
                "POST",
                Map.of("X-Key", new Reference("${env:AGENT_KEY}")),
                Optional.of(Json.tree("request", request)),
                FORM);
        var agent = Examples.agent(target, Examples.limits(8, Duration.ofSeconds(20), 0));
        return Targets.open(Examples.pact(agent, List.of()), Examples.secrets(), InstantSource.system());
    }
}
