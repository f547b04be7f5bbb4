package dev.holdfast.harness.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ChatModelReplayerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-21T08:00:00Z"));
    private static final GoldenTask TASK = Examples.task("t1", "Where is order 17?");

    @Test
    void recordsAllThatIsKnownOfAnAnswer() throws InterruptedException {
        try (var agent = FakeAgent.start();
                var replayer = open(agent.url(), Duration.ofSeconds(20))) {
            var reply = replayer.replay(TASK, 0);

            assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("answer to Where is order 17?"));
            assertThat(reply.model()).contains(FakeAgent.MODEL);
            assertThat(reply.fingerprint()).contains("fp_1");
            assertThat(reply.finish()).contains("stop");
            assertThat(reply.usage().inputTokens()).hasValue(12);
            assertThat(reply.usage().outputTokens()).hasValue(5);
            assertThat(reply.usage().costUsd().orElseThrow()).isCloseTo((12 * 1 + 5 * 2) / 1e6, within(1e-12));
            assertThat(reply.latency().orElseThrow()).isBetween(Duration.ofNanos(1), Duration.ofSeconds(20));
        }
    }

    @Test
    void sendsThePromptTheMessagesAndTheSamplingAndNothingElse() throws InterruptedException {
        var seen = new CompletableFuture<Call>();
        var task = new GoldenTask(
                "t",
                List.of(
                        new Message(Message.Role.USER, "Hello"),
                        new Message(Message.Role.ASSISTANT, "Hi"),
                        new Message(Message.Role.USER, "Order 17?")),
                Optional.empty(),
                Set.of(),
                Optional.empty());

        try (var agent = FakeAgent.start().does(call -> {
                    seen.complete(call);
                    return new Reaction.Says("x");
                });
                var replayer = open(agent.url() + "/", Duration.ofSeconds(20))) {
            replayer.replay(task, 0);
        }

        assertThat(seen.join().authorization()).isEqualTo("Bearer " + Examples.KEY);
        assertThat(seen.join().body()).isEqualTo(Json.tree("expected", """
                {"model": "fake-model", "messages": [
                  {"role": "system", "content": "You take orders."},
                  {"role": "user", "content": "Hello"},
                  {"role": "assistant", "content": "Hi"},
                  {"role": "user", "content": "Order 17?"}],
                 "temperature": 0.5, "max_tokens": 100, "seed": 1099511627776, "stream": false}"""));
    }

    @ParameterizedTest
    @CsvSource({
        "400, REJECTED",
        "401, REJECTED",
        "403, REJECTED",
        "404, REJECTED",
        "422, REJECTED",
        "301, REJECTED",
        "408, TIMEOUT",
        "429, RATE_LIMITED",
        "500, SERVER_ERROR",
        "502, SERVER_ERROR",
        "503, SERVER_ERROR",
        "529, SERVER_ERROR",
    })
    void aStatusSaysWhyThereIsNoAnswer(int status, Outcome.Kind kind) throws InterruptedException {
        var reply = after(Reaction.error(status, "as it is"));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Failed(kind, status + ": as it is"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7                             | 7000",
                "0                             | 0",
                "1.5                           | 1500",
                "Sat, 21 Nov 2026 08:00:30 GMT | 30000",
                "Sat, 21 Nov 2026 07:00:00 GMT | 0",
            })
    void aRateLimitSaysHowLongToWait(String header, long millis) throws InterruptedException {
        assertThat(after(Reaction.rateLimited(header)).retryAfter()).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "99999999999999999999", "Sat, 21 Nov 2026"})
    void aHeaderThatSaysNothingIsNotThere(String header) throws InterruptedException {
        assertThat(after(Reaction.rateLimited(header)).retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Sign in</html>",
                "[]",
                "{}",
                "null",
                "{\"choices\": []}",
                "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": null}, \"finish_reason\": \"content_filter\"}]}",
                "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": null, \"tool_calls\": [{\"id\": \"1\","
                        + " \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"{}\"}}]}}]}",
                "{\"choices\": [{\"finish_reason\": \"stop\"}]}",
                "{\"choices\": [{\"message\": {\"content\": \"torn",
            })
    void aResponseWithoutAnAnswerHoldsNone(String body) throws InterruptedException {
        assertThat(after(Reaction.body(body)).outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(Outcome.Kind.NO_ANSWER));
    }

    @Test
    void anEmptyAnswerIsOne() throws InterruptedException {
        assertThat(after(new Reaction.Says("")).outcome()).isEqualTo(new Outcome.Answered(""));
    }

    @Test
    void aRefusalInItsOwnFieldIsAnAnswer() throws InterruptedException {
        var reply = after(Reaction.body("""
                {"model": "m-1", "choices": [{"finish_reason": "stop",
                 "message": {"role": "assistant", "content": null, "refusal": "I can't help with that."}}]}"""));

        assertThat(reply.outcome()).isEqualTo(new Outcome.Answered("I can't help with that."));
        assertThat(reply.model()).contains("m-1");
    }

    @Test
    void aResetConnectionIsNoAnswer() throws InterruptedException {
        assertFailed(after(new Reaction.Reset()), Outcome.Kind.CONNECTION);
    }

    @Test
    void aServerThatIsNotThereIsNoAnswer() throws InterruptedException, IOException {
        int port;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        try (var replayer = open("http://127.0.0.1:" + port + "/v1", Duration.ofSeconds(20));
                var nowhere = open("http://no-such-host.invalid/v1", Duration.ofSeconds(20))) {
            assertFailed(replayer.replay(TASK, 0), Outcome.Kind.CONNECTION);
            assertFailed(nowhere.replay(TASK, 0), Outcome.Kind.CONNECTION);
        }
    }

    @Test
    void aHangingServerIsGivenNoMoreThanItsTime() throws InterruptedException {
        assertFailed(after(new Reaction.Hangs(), Duration.ofSeconds(1)), Outcome.Kind.TIMEOUT);
    }

    @Test
    void anAnswerThatDripsIsGivenNoMoreThanItsTimeAndItsConnectionIsClosed() throws InterruptedException {
        try (var agent = FakeAgent.start().does(new Reaction.Drips("x".repeat(2000), Duration.ofMillis(20)));
                var replayer = open(agent.url(), Duration.ofSeconds(1))) {
            var started = System.nanoTime();

            assertFailed(replayer.replay(TASK, 0), Outcome.Kind.TIMEOUT);

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
            for (int tries = 0; agent.inFlight() > 0 && tries < 100; tries++) {
                Thread.sleep(50);
            }
            assertThat(agent.inFlight()).isZero();
        }
    }

    @Test
    void anEndlessAnswerIsCutOff() throws InterruptedException {
        var reply = after(new Reaction.Endless(), Duration.ofSeconds(30));

        assertThat(reply.outcome())
                .isEqualTo(new Outcome.Failed(Outcome.Kind.NO_ANSWER, "the answer is longer than 20000000 bytes"));
    }

    @Test
    void aGzipBombIsNotUnpacked() throws InterruptedException {
        assertFailed(after(new Reaction.GzipBomb(), Duration.ofSeconds(40)), Outcome.Kind.NO_ANSWER);
    }

    @Test
    void anEchoedKeyIsInNoTextThatIsKept() throws InterruptedException {
        var base64 = Base64.getEncoder().encodeToString(("user:" + Examples.KEY).getBytes(StandardCharsets.UTF_8));
        try (var agent = FakeAgent.start();
                var replayer = open(agent.url(), Duration.ofSeconds(20))) {
            agent.does(call -> new Reaction.Says(call.authorization() + " " + base64));
            var answer = replayer.replay(TASK, 0);
            agent.does(call -> Reaction.error(401, "wrong key: " + call.authorization()));
            var error = replayer.replay(TASK, 0);
            agent.does(call -> Reaction.body("x".repeat(480) + call.authorization()));
            var cut = replayer.replay(TASK, 0);

            assertThat(answer.outcome().toString())
                    .contains("Bearer ${env:AGENT_KEY} ")
                    .doesNotContain("planted");
            assertThat(answer.outcome().toString()).doesNotContain(base64.substring(12, 40));
            assertThat(error.outcome())
                    .isEqualTo(new Outcome.Failed(Outcome.Kind.REJECTED, "401: wrong key: Bearer ${env:AGENT_KEY}"));
            assertThat(cut.outcome().toString()).doesNotContain("planted").doesNotContain("sk-");
        }
    }

    @Test
    void aLongErrorIsCut() throws InterruptedException {
        var reply = after(new Reaction.Status(400, Map.of(), "x".repeat(10_000)));

        assertThat(((Outcome.Failed) reply.outcome()).message()).hasSize(500).endsWith("…");
    }

    @Test
    void anInterruptionIsOne() throws InterruptedException {
        try (var agent = FakeAgent.start().does(new Reaction.Hangs());
                var replayer = open(agent.url(), Duration.ofSeconds(30))) {
            var caught = new CompletableFuture<Throwable>();
            var asking = Thread.ofVirtual().start(() -> {
                try {
                    replayer.replay(TASK, 0);
                } catch (InterruptedException e) {
                    caught.complete(e);
                }
            });
            while (agent.calls() == 0) {
                Thread.sleep(10);
            }
            asking.interrupt();

            assertThat(caught.join()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aTaskWithoutAMessageIsNotSent() throws InterruptedException {
        try (var agent = FakeAgent.start();
                var replayer = open(agent.url(), Duration.ofSeconds(20))) {
            var task = new GoldenTask("t", List.of(), Optional.empty(), Set.of(), Optional.empty());

            assertFailed(replayer.replay(task, 0), Outcome.Kind.REJECTED);
            assertThat(agent.calls()).isZero();
        }
    }

    @Test
    void aSecretThatIsMissingOrAUrlThatIsNoneIsToldWhenOpening() {
        assertThatThrownBy(() -> open("${env:ELSEWHERE}", Duration.ofSeconds(1)))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("ELSEWHERE is not set");
        assertThatThrownBy(() -> open("localhost:8080", Duration.ofSeconds(1)))
                .isInstanceOf(InvalidDocumentException.class)
                .hasMessageContaining("http://");
    }

    private static Reply after(Reaction reaction) throws InterruptedException {
        return after(reaction, Duration.ofSeconds(20));
    }

    private static Reply after(Reaction reaction, Duration timeout) throws InterruptedException {
        try (var agent = FakeAgent.start().does(reaction);
                var replayer = open(agent.url(), timeout)) {
            return replayer.replay(TASK, 0);
        }
    }

    private static Replayer open(String url, Duration timeout) {
        var agent = Examples.agent(Examples.openAi(url), Examples.limits(8, timeout, 0));
        return Targets.open(Examples.pact(agent, List.of()), Examples.secrets(), CLOCK);
    }

    private static void assertFailed(Reply reply, Outcome.Kind kind) {
        assertThat(reply.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind())
                                .describedAs(failed.message())
                                .isEqualTo(kind));
    }
}
