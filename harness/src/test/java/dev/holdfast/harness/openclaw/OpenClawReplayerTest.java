package dev.holdfast.harness.openclaw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.Examples;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Reference;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The gateway's WebSocket and what may go wrong on it; a real gateway is asked in the profile `openclaw`.
final class OpenClawReplayerTest {
    private static final GoldenTask TASK = Examples.task("Orders/17", "Where is it?");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void tellsWhoTrulyAnsweredWithWhichPromptAndTools() throws InterruptedException {
        try (var gateway = FakeGateway.start((frame, connection) -> {
            connection.send("{\"type\":\"res\",\"id\":\"" + frame.path("id").asText()
                    + "\",\"ok\":true,\"payload\":{\"status\":\"accepted\"}}");
            connection.send(tool(frame, "\"phase\":\"start\",\"args\":{\"path\":\"note.txt\"}"));
            connection.send(
                    tool(
                            frame,
                            "\"phase\":\"result\",\"isError\":true,\"result\":{\"content\":[{\"type\":\"text\",\"text\":\"gone\"}]}"));
            connection.send(FakeGateway.result(frame, "It left on 3 May."));
        })) {
            var reply = ask(gateway, PATIENCE, FakeGateway.TOKEN);

            assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("It left on 3 May."));
            assertThat(reply.model()).contains("fake/beta-2");
            assertThat(reply.fingerprint().orElseThrow())
                    .startsWith("workspace ")
                    .contains(", skills f41101a8, tools ");
            assertThat(reply.finish()).contains("stop");
            assertThat(reply.usage().inputTokens()).hasValue(2019);
            assertThat(reply.usage().costUsd()).hasValue(0.002);
            assertThat(reply.toolCalls()).singleElement().satisfies(call -> {
                assertThat(call.name()).isEqualTo("read");
                assertThat(call.arguments().path("path").asText()).isEqualTo("note.txt");
                assertThat(call.result()).contains("gone");
                assertThat(call.problems()).containsExactly("the tool reported an error");
            });
        }
    }

    @Test
    void givesEveryReplayASessionOfItsOwn() throws InterruptedException {
        try (var gateway = FakeGateway.start((frame, connection) -> connection.send(FakeGateway.result(frame, "ok")));
                var replayer = replayer(gateway.url(), PATIENCE, FakeGateway.TOKEN)) {
            for (int repeat = 0; repeat < 3; repeat++) {
                replayer.replay(TASK, 0);
            }

            var sessions = gateway.frames().stream()
                    .filter(frame -> frame.path("method").asText().equals("agent"))
                    .map(frame -> frame.at("/params/sessionKey").asText())
                    .toList();
            assertThat(sessions)
                    .hasSize(3)
                    .doesNotHaveDuplicates()
                    .allMatch(key -> key.startsWith("agent:main:holdfast:"));
        }
    }

    @Test
    void asksUnderTheSameKeyAgainWhenTheConnectionBreaks() throws InterruptedException {
        var turns = new AtomicInteger();
        try (var gateway = FakeGateway.start((frame, connection) -> {
            if (turns.incrementAndGet() == 1) {
                connection.close();
            } else {
                connection.send(FakeGateway.result(frame, "ok"));
            }
        })) {
            var reply = ask(gateway, PATIENCE, FakeGateway.TOKEN);

            assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("ok"));
            assertThat(gateway.frames().stream()
                            .filter(frame -> frame.path("method").asText().equals("agent"))
                            .map(frame -> frame.at("/params/idempotencyKey").asText())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void waitsForAGatewayThatIsThereAndTakesItsTime() throws InterruptedException {
        try (var gateway =
                FakeGateway.start((frame, connection) -> Thread.ofVirtual().start(() -> {
                    try {
                        Thread.sleep(Duration.ofMillis(2_500));
                        connection.send(FakeGateway.result(frame, "ok"));
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))) {
            var reply = ask(gateway, PATIENCE, FakeGateway.TOKEN);

            assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("ok"));
            assertThat(gateway.pings()).isBetween(1, 3);
        }
    }

    @Test
    void callsAGatewayThatLetsNobodyInAFailure() throws InterruptedException {
        try (var gateway = FakeGateway.start((_, _) -> {})) {
            var reply = ask(gateway, PATIENCE, "wrong-" + FakeGateway.TOKEN);

            assertThat(reply.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.message()).contains("token mismatch").doesNotContain(FakeGateway.TOKEN);
            });
        }
    }

    @Test
    void stopsTheTurnOfAnAnswerThatTakesTooLong() throws InterruptedException {
        try (var gateway = FakeGateway.start((frame, connection) -> {
            if (frame.path("method").asText().equals("sessions.abort")) {
                connection.send("{\"type\":\"res\",\"id\":\"" + frame.path("id").asText() + "\",\"ok\":true}");
            }
        })) {
            var reply = ask(gateway, Duration.ofMillis(300), FakeGateway.TOKEN);

            assertThat(reply.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.kind()).isEqualTo(Outcome.Kind.TIMEOUT));
            assertThat(gateway.frames().getLast().path("method").asText()).isEqualTo("sessions.abort");
        }
    }

    @Test
    void tellsAFailureOfTheModelFromARefusedRequest() throws InterruptedException {
        for (var expected : Map.of(
                        "UNAVAILABLE", Outcome.Kind.SERVER_ERROR,
                        "INVALID_REQUEST", Outcome.Kind.REJECTED,
                        "AGENT_TIMEOUT", Outcome.Kind.TIMEOUT)
                .entrySet()) {
            try (var gateway = FakeGateway.start((frame, connection) -> connection.send(
                    "{\"type\":\"res\",\"id\":\"" + frame.path("id").asText() + "\",\"ok\":false,\"payload\":{"
                            + "\"status\":\"error\"},\"error\":{\"code\":\"" + expected.getKey()
                            + "\",\"message\":\"no " + FakeGateway.TOKEN + "\"}}"))) {
                var reply = ask(gateway, PATIENCE, FakeGateway.TOKEN);

                assertThat(reply.outcome())
                        .isEqualTo(new Outcome.Failed(expected.getValue(), "no ${env:OPENCLAW_TOKEN}"));
            }
        }
    }

    @Test
    void takesTheTokenOutOfAnswersAndToolCalls() throws InterruptedException {
        try (var gateway = FakeGateway.start((frame, connection) -> {
            connection.send(tool(frame, "\"phase\":\"start\",\"args\":{\"key\":\"" + FakeGateway.TOKEN + "\"}"));
            connection.send(FakeGateway.result(frame, "my token is " + FakeGateway.TOKEN));
        })) {
            var reply = ask(gateway, PATIENCE, FakeGateway.TOKEN);

            assertThat(reply.toString()).doesNotContain(FakeGateway.TOKEN).contains("${env:OPENCLAW_TOKEN}");
        }
    }

    @Test
    void keepsTheAnswersOfManyReplaysApart() throws Exception {
        try (var gateway = FakeGateway.start((frame, connection) -> connection.send(
                        FakeGateway.result(frame, frame.at("/params/message").asText())));
                var replayer = replayer(gateway.url(), PATIENCE, FakeGateway.TOKEN);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(IntStream.range(0, 200)
                    .<Callable<Boolean>>mapToObj(i -> () -> answers(replayer, "question " + i))
                    .toList());

            for (var answer : answers) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    @Test
    void refusesAUrlThatIsNoGateways() {
        assertThatThrownBy(() -> replayer("http://127.0.0.1:1/v1", PATIENCE, FakeGateway.TOKEN))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("without a path");
    }

    private static boolean answers(OpenClawReplayer replayer, String question) throws InterruptedException {
        return replayer.replay(Examples.task("t", question), 0).outcome().equals(new Outcome.Answered(question));
    }

    private static String tool(JsonNode request, String phase) {
        return "{\"type\":\"event\",\"event\":\"agent\",\"payload\":{\"runId\":\""
                + request.at("/params/idempotencyKey").asText()
                + "\",\"stream\":\"tool\",\"data\":{\"toolCallId\":\"c1\",\"name\":\"read\"," + phase + "}}}";
    }

    @Test
    void saysThatWhatStandsForAGatewayIsNoUrl() {
        assertThatThrownBy(() -> replayer("no url at all", PATIENCE, FakeGateway.TOKEN))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("stands for no gateway's URL");
    }

    @Test
    void asksNoGatewayThatIsNotTrusted() {
        assertThatThrownBy(() -> replayer("http://127.0.0.1:1", PATIENCE, FakeGateway.TOKEN, _ -> false))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("only on hosts that it trusts");
    }

    private static Reply ask(FakeGateway gateway, Duration patience, String token) throws InterruptedException {
        try (var replayer = replayer(gateway.url(), patience, token)) {
            return replayer.replay(TASK, 0);
        }
    }

    private static OpenClawReplayer replayer(String url, Duration patience, String token) {
        return replayer(url, patience, token, _ -> true);
    }

    private static OpenClawReplayer replayer(String url, Duration patience, String token, Predicate<URI> trusted) {
        var target = new Target.OpenClaw(
                new Reference(url), "main", new Reference("${env:OPENCLAW_TOKEN}"), Optional.empty());
        var secrets = new Secrets(
                name -> Optional.of(name).filter("OPENCLAW_TOKEN"::equals).map(_ -> token), Path.of("."));
        var agent = new Agent(
                target,
                Optional.empty(),
                Optional.empty(),
                java.util.OptionalInt.empty(),
                Examples.limits(8, patience, 0),
                Optional.empty(),
                dev.holdfast.schema.pact.AnswerPolicy.ONCE);
        return OpenClawReplayer.open(target, agent, secrets, InstantSource.system(), trusted);
    }
}
