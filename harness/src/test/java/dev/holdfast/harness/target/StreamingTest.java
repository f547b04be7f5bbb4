package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
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
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class StreamingTest {
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final List<String> PIECES = List.of("It has ", "left ", "Ghent.");

    @ParameterizedTest
    @EnumSource
    void recordsOfAStreamedAnswerWhatItRecordsOfAWholeOne(Streaming how) throws InterruptedException {
        var streamed = after(how, new Reaction.Streams(PIECES, AT_ONCE, Reaction.Streams.End.DONE));
        var whole = after(how, new Reaction.Says("It has left Ghent."));

        assertThat(streamed.outcome()).isEqualTo(new Outcome.Answered("It has left Ghent."));
        assertThat(streamed.outcome()).isEqualTo(whole.outcome());
        assertThat(streamed.model()).isEqualTo(whole.model()).contains(FakeAgent.MODEL);
        assertThat(streamed.fingerprint()).isEqualTo(whole.fingerprint());
        assertThat(streamed.finish()).isEqualTo(whole.finish()).contains("stop");
        assertThat(streamed.usage()).isEqualTo(whole.usage());
    }

    @ParameterizedTest
    @EnumSource
    void keepsWhatItSaidWhenItsTimeWasOver(Streaming how) throws InterruptedException {
        var reply = after(how, new Reaction.Streams(PIECES, AT_ONCE, Reaction.Streams.End.HANGS));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Failed(Outcome.Kind.TIMEOUT, "no answer in 2 s"));
        assertThat(partial(reply)).contains("It has left Ghent.");
    }

    @ParameterizedTest
    @EnumSource
    void aPauseBetweenPiecesIsNoLongerThanTheIdleTime(Streaming how) throws InterruptedException {
        var pausing = new Reaction.Streams(PIECES, Duration.ofMillis(700), Reaction.Streams.End.DONE);

        var reply = after(how, pausing, Optional.of(Duration.ofMillis(300)));

        assertThat(reply.outcome())
                .isEqualTo(new Outcome.Failed(Outcome.Kind.TIMEOUT, "the answer stopped on its way for 300 ms"));
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerThatBreaksOffIsNone(Streaming how) throws InterruptedException {
        var reply = after(how, new Reaction.Streams(PIECES, AT_ONCE, Reaction.Streams.End.BREAKS_OFF));

        assertThat(reply.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(Outcome.Kind.CONNECTION);
            assertThat(failed.message()).endsWith("it broke off in the middle of its answer");
        });
        assertThat(partial(reply)).contains("It has left Ghent.");
    }

    @ParameterizedTest
    @EnumSource
    void anErrorInTheMiddleIsTheServers(Streaming how) throws InterruptedException {
        var reply = after(how, new Reaction.Streams(PIECES, AT_ONCE, Reaction.Streams.End.FAILS));

        assertThat(reply.outcome())
                .isEqualTo(new Outcome.Failed(
                        Outcome.Kind.SERVER_ERROR, "in the middle of its answer: the model is overloaded"));
        assertThat(partial(reply)).contains("It has left Ghent.");
    }

    @ParameterizedTest
    @EnumSource
    void aSecretThatComesInPiecesIsInNoTextThatIsKept(Streaming how) throws InterruptedException {
        var pieces = List.of("your key is sk-pl", "anted+sec", "ret/0123456789");

        var answered = after(how, new Reaction.Streams(pieces, AT_ONCE, Reaction.Streams.End.DONE));
        var partial = partial(after(how, new Reaction.Streams(pieces, AT_ONCE, Reaction.Streams.End.HANGS)));

        assertThat(answered.outcome()).isEqualTo(new Outcome.Answered("your key is ${env:AGENT_KEY}"));
        assertThat(partial).contains("your key is ${env:AGENT_KEY}");
    }

    @Test
    void asksForPiecesAndForTheirUsage() throws InterruptedException {
        var seen = new CompletableFuture<Call>();
        try (var agent = FakeAgent.start().does(call -> {
                    seen.complete(call);
                    return new Reaction.Streams(PIECES, AT_ONCE, Reaction.Streams.End.DONE);
                });
                var replayer = open(Streaming.OPENAI, agent, Optional.empty())) {
            replayer.replay(Examples.task("t", "Where?"), 0);

            assertThat(seen.join().body().path("stream").asBoolean()).isTrue();
            assertThat(seen.join().body().at("/stream_options/include_usage").asBoolean())
                    .isTrue();
        }
    }

    /// As OpenAI sends them: the arguments of two calls, piece by piece.
    @Test
    void putsToolCallsTogether() {
        var body = """
                data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":null,"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"get","arguments":""}}]},"finish_reason":null}]}

                data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\\"id\\""}}]}}]}

                data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":":17}"}}]}}]}

                data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"list","arguments":"{}"}}]}}]}

                data: {"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

                data: [DONE]

                """;

        assertThat(Json.tree("whole", Streaming.OPENAI.whole(body)).path("choices"))
                .isEqualTo(Json.tree("expected", """
                [{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,"tool_calls":[
                  {"id":"call_a","type":"function","function":{"name":"get","arguments":"{\\"id\\":17}"}},
                  {"id":"call_b","type":"function","function":{"name":"list","arguments":"{}"}}]}}]
                """));
    }

    /// As Anthropic sends them: a thought with its signature, words, and a call whose input comes piece by piece.
    @Test
    void putsThoughtsAndToolInputsTogether() {
        var body = """
                event: message_start
                data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","content":[],"model":"m","stop_reason":null,"usage":{"input_tokens":25,"output_tokens":1}}}

                event: content_block_start
                data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Look it up."}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqQB"}}

                event: content_block_start
                data: {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"One moment."}}

                event: content_block_start
                data: {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"get","input":{}}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"id\\": 1"}}

                event: content_block_delta
                data: {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"7}"}}

                event: message_delta
                data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":89}}

                event: message_stop
                data: {"type":"message_stop"}

                """;

        assertThat(Json.tree("whole", Streaming.ANTHROPIC.whole(body))).isEqualTo(Json.tree("expected", """
                {"id":"msg_1","type":"message","role":"assistant","content":[
                  {"type":"thinking","thinking":"Look it up.","signature":"EqQB"},
                  {"type":"text","text":"One moment."},
                  {"type":"tool_use","id":"toolu_1","name":"get","input":{"id":17}}],
                 "model":"m","stop_reason":"tool_use","usage":{"input_tokens":25,"output_tokens":89},"stop_sequence":null}
                """));
    }

    /// As Gemini sends them: a thought, words in two pieces, and a call that has a signature.
    @Test
    void putsPartsOfGeminiTogether() {
        var body = """
                data: {"candidates":[{"content":{"parts":[{"text":"Look ","thought":true}],"role":"model"},"index":0}],"modelVersion":"m"}

                data: {"candidates":[{"content":{"parts":[{"text":"it up.","thought":true}],"role":"model"},"index":0}]}

                data: {"candidates":[{"content":{"parts":[{"text":"One "}],"role":"model"},"index":0}]}

                data: {"candidates":[{"content":{"parts":[{"text":"moment."},{"functionCall":{"name":"get","args":{"id":17}},"thoughtSignature":"EqQB"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":25}}

                """;

        assertThat(Streaming.GEMINI.soFar(body)).isEqualTo("One moment.");
        assertThat(Json.tree("whole", Streaming.GEMINI.whole(body))).isEqualTo(Json.tree("expected", """
                {"candidates":[{"content":{"role":"model","parts":[
                  {"text":"Look it up.","thought":true},{"text":"One moment."},
                  {"functionCall":{"name":"get","args":{"id":17}},"thoughtSignature":"EqQB"}]},
                  "index":0,"finishReason":"STOP"}],
                 "modelVersion":"m","usageMetadata":{"promptTokenCount":25}}
                """));
    }

    /// As Ollama sends them: lines, with a call among them.
    @Test
    void putsLinesOfOllamaTogether() {
        var body = """
                {"model":"m","message":{"role":"assistant","content":"","thinking":"Look it up."},"done":false}
                {"model":"m","message":{"role":"assistant","content":"One ","tool_calls":[{"function":{"name":"get","arguments":{"id":17}}}]},"done":false}
                {"model":"m","message":{"role":"assistant","content":"moment."},"done":true,"done_reason":"stop","eval_count":5}
                """;

        assertThat(Json.tree("whole", Streaming.OLLAMA.whole(body))).isEqualTo(Json.tree("expected", """
                {"model":"m","message":{"role":"assistant","content":"One moment.","thinking":"Look it up.","tool_calls":[
                  {"function":{"name":"get","arguments":{"id":17}}}]},"done":true,"done_reason":"stop","eval_count":5}
                """));
        assertThat(Streaming.OLLAMA.whole("{\"message\": {}}")).isEqualTo("{\"message\": {}}");
    }

    @Test
    void aResponseThatWasCutShortByItsLimitIsWhole() {
        var body = """
                event: response.output_text.delta
                data: {"type":"response.output_text.delta","delta":"It has"}

                event: response.incomplete
                data: {"type":"response.incomplete","response":{"id":"r","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}}

                """;

        assertThat(Json.tree("whole", Streaming.OPENAI_RESPONSES.whole(body))
                        .path("status")
                        .asText())
                .isEqualTo("incomplete");
        assertThat(Streaming.OPENAI_RESPONSES.soFar(body)).isEqualTo("It has");
    }

    @Test
    void anEventThatHasNotArrivedWholeIsNotThere() {
        var torn = "data: {\"choices\":[{\"delta\":{\"content\":\"yes\"}}]}\n\ndata: {\"choices\":[{\"del";

        assertThat(Streaming.OPENAI.soFar(torn)).isEqualTo("yes");
        assertThat(catchThrowableOfType(Unanswered.class, () -> Streaming.OPENAI.whole(torn)))
                .hasMessage("it broke off in the middle of its answer");
    }

    @Test
    void whatIsNotStreamedStaysAsItIs() {
        assertThat(Streaming.OPENAI.whole("{\"data\": 1}")).isEqualTo("{\"data\": 1}");
        assertThat(Streaming.ANTHROPIC.soFar("{\"con")).isEqualTo("{\"con");
    }

    private static Optional<String> partial(Reply reply) {
        return reply.aside().flatMap(Reply.Aside::partial);
    }

    private static Reply after(Streaming how, Reaction reaction) throws InterruptedException {
        return after(how, reaction, Optional.empty());
    }

    private static Reply after(Streaming how, Reaction reaction, Optional<Duration> idle) throws InterruptedException {
        try (var agent = FakeAgent.start().does(reaction);
                var replayer = open(how, agent, idle)) {
            return replayer.replay(Examples.task("t", "Where is order 17?"), 0);
        }
    }

    private static Replayer open(Streaming how, FakeAgent agent, Optional<Duration> idle) {
        var sampling = new Target.Sampling(OptionalDouble.empty(), OptionalInt.of(100), OptionalLong.empty());
        var key = Optional.of(new Reference("${env:AGENT_KEY}"));
        var url = new Reference(how == Streaming.OLLAMA ? agent.url().replace("/v1", "") : agent.url());
        Target target = switch (how) {
            case OPENAI -> new Target.OpenAi(url, "m", key, sampling);
            case OPENAI_RESPONSES, MISTRAL, ANTHROPIC, GEMINI, OLLAMA ->
                new Target.Chat(Target.Provider.valueOf(how.name()), url, "m", key, sampling);
        };
        var limits = new Agent.Limits(
                1,
                OptionalDouble.empty(),
                Duration.ofSeconds(2),
                0,
                OptionalDouble.empty(),
                idle,
                List.of(),
                true,
                OptionalInt.empty());
        var pact = Examples.pact(Examples.agent(target, limits), List.of());
        return Targets.open(pact, Examples.secrets(), InstantSource.system());
    }
}
