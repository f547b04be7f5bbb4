package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JudgeCommandTest {
    private static final int TASKS = 40;
    private static final int LABELLED = 30;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void asksOnceAndLetsTheGateDecideWithoutAJudge() throws IOException {
        var pact = folder.resolve("pact.yaml").toString();
        var certified = runs("certified.jsonl", 40);
        var worse = runs("worse.jsonl", 10);
        try (var judge = new HonestJudge()) {
            write(pact, judge.url());

            var asked = Cli.run(home, "judge", pact, "--from", certified, worse);
            assertThat(asked.code()).as(asked.err()).isZero();
            assertThat(asked.out())
                    .contains("agree with people on 30 of 30 labelled answers (κ = 1.00")
                    .contains("every vote is recorded");
            // answers that both runs have are asked about once, labelled answers with each
            assertThat(judge.calls.get()).isEqualTo(TASKS + 30 + 2 * LABELLED);

            assertThat(Cli.run(home, "judge", pact, "--from", certified, worse).code())
                    .isZero();
            assertThat(judge.calls.get()).isEqualTo(TASKS + 30 + 2 * LABELLED);
        }

        var certifying = Cli.run(home, "certify", pact, "--from", certified);
        var gate = Cli.run(home, "gate", pact, "--from", worse, "--format", "json");

        assertThat(certifying.code()).as(certifying.err()).isZero();
        assertThat(certifying.out()).contains("ok ").contains("100.0 %");
        assertThat(gate.code()).as(gate.out()).isEqualTo(1);
        assertThat(Json.tree("out", gate.out()).at("/findings/0/confirmed").asBoolean())
                .isFalse();
        assertThat(gate.out()).contains("rest on judges alone");
    }

    @Test
    void callsAJudgeThatIsNotReachedAnError() throws IOException {
        var pact = folder.resolve("pact.yaml").toString();
        write(pact, "http://127.0.0.1:9/v1");

        var asked = Cli.run(home, "judge", pact, "--from", runs("run.jsonl", 3));

        assertThat(asked.code()).isEqualTo(4);
        assertThat(asked.err()).contains("judge one was not reached");
    }

    private void write(String pact, String url) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                lines(TASKS, i -> "{\"id\":\"t%d\",\"input\":\"q %d\"}".formatted(i, i)));
        Files.writeString(folder.resolve("good.md"), "Is it good?");
        Files.writeString(
                folder.resolve("labelled.jsonl"),
                lines(
                        LABELLED,
                        i -> "{\"input\":\"q\",\"output\":\"%s %d\",\"label\":\"%s\"}"
                                .formatted(i % 3 == 0 ? "bad" : "good", i, i % 3 == 0 ? "no" : "yes")));
        Files.writeString(Path.of(pact), """
                holdfast: 1
                pact: judged
                agent: {target: {recorded: {file: run.jsonl}}}
                golden: [golden.jsonl]
                metrics: {ok: {judge: {rubric: good.md, model: one, calibration: labelled.jsonl}}}
                judges: {one: {openai: {base_url: "%s", model: j}}}
                promises: [{metric: ok, max_drop: 5pt}]
                """.formatted(url));
    }

    private String runs(String name, int good) throws IOException {
        var text = lines(
                TASKS,
                i -> "{\"run\":\"%s\",\"task\":\"t%d\",\"output\":\"%s %d\"}"
                        .formatted(name, i, i < good ? "good" : "bad", i));
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static String lines(int count, java.util.function.IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    /// A real server that says yes to answers that begin with "good".
    private static final class HonestJudge implements AutoCloseable {
        private final HttpServer server;
        private final AtomicInteger calls = new AtomicInteger();

        HonestJudge() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                try (exchange) {
                    calls.incrementAndGet();
                    var request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                    var question =
                            Json.tree("r", request).at("/messages/1/content").asText();
                    var good = question.matches("(?s).*BEGIN ANSWER [^\\n]*\\ngood.*");
                    var bytes = """
                            {"id":"c","object":"chat.completion","created":0,"model":"m","choices":[{"index":0,
                            "finish_reason":"stop","message":{"role":"assistant","content":"%s"}}]}
                            """.formatted(good ? "yes" : "no").getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
