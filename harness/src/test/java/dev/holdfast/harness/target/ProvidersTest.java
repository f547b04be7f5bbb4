package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class ProvidersTest {
    private static final GoldenTask TASK = new GoldenTask(
            "t",
            List.of(
                    new Message(Message.Role.USER, "Hello"),
                    new Message(Message.Role.ASSISTANT, "Hi"),
                    new Message(Message.Role.USER, "Order 17?")),
            Optional.empty(),
            Set.of(),
            Optional.empty());

    @ParameterizedTest
    @EnumSource(Target.Provider.class)
    void recordsAllThatIsKnownOfAnAnswer(Target.Provider provider) throws InterruptedException {
        var reply = after(provider, new Reaction.Says("It has left."));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("It has left."));
        assertThat(reply.model()).contains(FakeAgent.MODEL);
        assertThat(reply.finish()).contains("stop");
        assertThat(reply.usage().inputTokens()).hasValue(12);
        assertThat(reply.usage().outputTokens()).hasValue(5);
        assertThat(reply.usage().cachedTokens())
                .isEqualTo(provider == Target.Provider.OLLAMA ? OptionalLong.empty() : OptionalLong.of(4));
        assertThat(reply.usage().costUsd().orElseThrow()).isCloseTo((12 * 1 + 5 * 2) / 1e6, within(1e-12));
        assertThat(reply.latency().orElseThrow()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPENAI_RESPONSES | /v1/responses                           | /temperature /max_output_tokens /store                                          | authorization
            ANTHROPIC        | /v1/messages                            | /temperature /max_tokens                                                        | x-api-key
            GEMINI           | /v1/models/fake-model:generateContent   | /generationConfig/temperature /generationConfig/maxOutputTokens /generationConfig/seed | x-goog-api-key
            MISTRAL          | /v1/chat/completions                    | /temperature /max_tokens /random_seed                                           | authorization
            OLLAMA           | /api/chat                               | /options/temperature /options/num_predict /options/seed                         | authorization
            """)
    void sendsThePromptTheConversationTheSamplingAndTheKey(
            Target.Provider provider, String path, String sampling, String header) throws InterruptedException {
        var seen = new CompletableFuture<Call>();

        ask(provider, call -> {
            seen.complete(call);
            return new Reaction.Says("x");
        });

        var call = seen.join();
        assertThat(call.path()).isEqualTo(path);
        assertThat(call.question()).isEqualTo("Order 17?");
        assertThat(call.headers().get(header)).endsWith(Examples.KEY);
        assertThat(Json.line(call.body())).contains("You take orders.", "Hello", "Hi");
        assertThat(sampling.split(" ", -1))
                .allSatisfy(at ->
                        assertThat(call.body().at(at).isMissingNode()).as(at).isFalse());
    }

    @ParameterizedTest
    @EnumSource(Target.Provider.class)
    void anEmptyAnswerIsOne(Target.Provider provider) throws InterruptedException {
        assertThat(after(provider, new Reaction.Says("")).outcome()).isEqualTo(new Outcome.Answered(""));
    }

    @ParameterizedTest
    @EnumSource(Target.Provider.class)
    void aRateLimitSaysHowLongToWaitAndIsNotTriedAgainInSecret(Target.Provider provider) throws InterruptedException {
        try (var agent = FakeAgent.start().does(Reaction.rateLimited("7"));
                var replayer = open(provider, agent)) {
            var reply = replayer.replay(TASK, 0);

            assertThat(reply.outcome()).isEqualTo(new Outcome.Failed(Outcome.Kind.RATE_LIMITED, "429: slow down"));
            assertThat(reply.retryAfter()).contains(Duration.ofSeconds(7));
            assertThat(agent.calls()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Target.Provider.class)
    void whatMakesNoSenseIsNoAnswer(Target.Provider provider) throws InterruptedException {
        for (var body : List.of("", "<html>", "{}", "[]", "null")) {
            assertThat(after(provider, Reaction.body(body)).outcome())
                    .as(body)
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.kind()).isEqualTo(Outcome.Kind.NO_ANSWER));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPENAI_RESPONSES | {"id": "r", "model": "m", "status": "completed", "output": [{"type": "function_call", "id": "1", "call_id": "1", "name": "orders.get", "arguments": "{\\"id\\": 17}"}]}
            ANTHROPIC        | {"id": "r", "model": "m", "stop_reason": "tool_use", "content": [{"type": "tool_use", "id": "1", "name": "orders.get", "input": {"id": 17}}]}
            GEMINI           | {"modelVersion": "m", "usageMetadata": {"promptTokenCount": 1}, "candidates": [{"finishReason": "STOP", "content": {"parts": [{"functionCall": {"name": "orders.get", "args": {"id": 17}}}]}}]}
            MISTRAL          | {"id": "r", "model": "m", "choices": [{"finish_reason": "tool_calls", "message": {"role": "assistant", "content": "", "tool_calls": [{"id": "1", "function": {"name": "orders.get", "arguments": "{\\"id\\": 17}"}}]}}]}
            OLLAMA           | {"model": "m", "done_reason": "stop", "message": {"role": "assistant", "content": "", "tool_calls": [{"function": {"name": "orders.get", "arguments": {"id": 17}}}]}}
            """)
    void keepsTheToolCallsOfAnAnswer(Target.Provider provider, String body) throws InterruptedException {
        var reply = after(provider, Reaction.body(body));

        assertThat(reply.toolCalls())
                .as(reply.outcome().toString())
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.name()).isEqualTo("orders.get");
                    assertThat(call.arguments()).isEqualTo(Json.tree("expected", "{\"id\": 17}"));
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            OPENAI_RESPONSES | {"id": "r", "model": "m", "status": "completed", "output": [{"type": "message", "role": "assistant", "content": [{"type": "refusal", "refusal": "I cannot help with that."}]}]}
            """)
    void aRefusalInAPartOfItsOwnIsAnAnswer(Target.Provider provider, String body) throws InterruptedException {
        assertThat(after(provider, Reaction.body(body)).outcome())
                .isEqualTo(new Outcome.Answered("I cannot help with that."));
    }

    private static Reply after(Target.Provider provider, Reaction reaction) throws InterruptedException {
        return ask(provider, _ -> reaction);
    }

    private static Reply ask(Target.Provider provider, java.util.function.Function<Call, Reaction> script)
            throws InterruptedException {
        try (var agent = FakeAgent.start().does(script);
                var replayer = open(provider, agent)) {
            return replayer.replay(TASK, 0);
        }
    }

    private static Replayer open(Target.Provider provider, FakeAgent fake) {
        var url = provider == Target.Provider.OLLAMA ? fake.url().replace("/v1", "") : fake.url();
        var target = new Target.Chat(
                provider,
                new Reference(url),
                "fake-model",
                Optional.of(new Reference("${env:AGENT_KEY}")),
                new Target.Sampling(OptionalDouble.of(0.5), OptionalInt.of(100), OptionalLong.of(7)));
        var agent = Examples.agent(target, Examples.limits(8, Duration.ofSeconds(20), 0));
        return Targets.open(Examples.pact(agent, List.of()), Examples.secrets(), InstantSource.system());
    }
}
