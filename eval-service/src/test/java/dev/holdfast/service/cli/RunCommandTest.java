package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
    private static final int TASKS = 1000;
    private static final int AT_ONCE = 16;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void asksNoFinishedReplayAgainAfterBeingKilled() throws Exception {
        try (var agent = new CountingAgent(200, 50)) {
            var pact = pact(agent.url());
            var journal = folder.resolve("run.jsonl");
            killMidway(pact, journal);
            var askedBefore = agent.calls.get();
            var finished = lines(journal);
            assertThat(finished).isBetween(100, TASKS - 100);

            var resumed = run(agent.url(), pact, "--out", journal.toString(), "--resume", "--format", "json");

            assertThat(resumed.code()).as(resumed.err()).isZero();
            var summary = Json.tree("out", resumed.out());
            assertThat(summary.get("observations").asInt()).isEqualTo(TASKS);
            assertThat(summary.get("failures").asInt()).isZero();
            // every fourth task is answered wrongly: counted from the journal, across the crash
            assertThat(summary.at("/levels/ok/value").asDouble()).isEqualTo(0.75);
            assertThat(agent.asked).hasSize(TASKS);
            assertThat(agent.calls.get()).isLessThanOrEqualTo(TASKS + AT_ONCE);
            System.out.printf(
                    "kill -9 after %d calls, %d in the journal; resumed: %d calls in all for %d tasks%n",
                    askedBefore, finished, agent.calls.get(), TASKS);
        }
    }

    @Test
    void callsAServerThatAnswers500AnErrorAndNotAVerdict() throws Exception {
        try (var agent = new CountingAgent(500, 0)) {
            assertThat(run(agent.url(), pact(agent.url())).code()).isEqualTo(4);
        }
    }

    @Test
    void callsADeadServerAnErrorAndEndsSoon() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var url = "http://127.0.0.1:" + port + "/v1";

        var dead = run(url, pact(url));

        assertThat(dead.code()).isEqualTo(4);
        assertThat(dead.err()).contains("gave the target up");
    }

    @Test
    void refusesToOverwriteAJournal() throws Exception {
        try (var agent = new CountingAgent(200, 0)) {
            var journal = Files.writeString(folder.resolve("run.jsonl"), "mine");

            assertThat(run(agent.url(), pact(agent.url()), "--out", journal.toString())
                            .code())
                    .isEqualTo(2);
            assertThat(journal).hasContent("mine");
        }
    }

    @Test
    void stopsForTheMoneyAndGoesOnWhenThereIsMore() throws Exception {
        try (var agent = FakeAgent.start()) {
            var pact = priced(agent.url(), "{per_run: 0.0001 USD}");
            var journal = folder.resolve("runs/run.jsonl").toString();

            var stopped = run(agent.url(), pact, "--out", journal);

            assertThat(stopped.code()).isEqualTo(4);
            assertThat(stopped.err())
                    .contains("stopped, for the money: the pact's spend per_run: 0.0001 of 0.0001 USD are spent")
                    .contains("--resume --out " + journal);
            assertThat(agent.calls()).isEqualTo(4);

            // another day's run of the same month counts against the month
            var month = run(agent.url(), priced(agent.url(), "{per_month: 0.0002 USD}"), "--budget", "1");
            assertThat(month.err()).contains("per_month: 0.0002 of 0.0002 USD are spent");
            assertThat(agent.calls()).isEqualTo(9);
        }
    }

    @Test
    void listsWhatHasNoAnswerAndAsksItAgainAndNothingElse() throws Exception {
        try (var agent = FakeAgent.start()
                .does(call -> call.question().endsWith("7")
                        ? Reaction.error(400, "not this one")
                        : new Reaction.Says("yes"))) {
            var pact = priced(agent.url(), "{}");
            var journal = folder.resolve("run.jsonl").toString();

            var first = run(agent.url(), pact, "--out", journal);

            assertThat(first.err())
                    .contains("no answer: t7, repeat 0: rejected: 400: not this one")
                    .contains("--retry-failed " + journal);
            agent.does(new Reaction.Says("yes"));

            var second = run(agent.url(), pact, "--retry-failed", journal, "--format", "json");

            var summary = Json.tree("out", second.out());
            assertThat(summary.get("failures").asInt()).isZero();
            assertThat(summary.get("deadLetters").isEmpty()).isTrue();
            assertThat(summary.get("observations").asInt()).isEqualTo(40);
            assertThat(agent.calls()).isEqualTo(44);
        }
    }

    @Test
    void refusesOptionsThatContradictEachOther() {
        assertThat(run("http://unused", "pact.yaml", "--retry-failed", "a", "--out", "b")
                        .code())
                .isEqualTo(2);
        assertThat(run("http://unused", "pact.yaml", "--budget", "0").code()).isEqualTo(2);
    }

    /// Forty tasks, 22 millionths of a US dollar each.
    private String priced(String url, String spend) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                RecordedPact.lines(40, i -> "{\"id\":\"t%d\",\"input\":\"question %d\"}".formatted(i, i)));
        return Files.writeString(folder.resolve("pact.yaml"), """
                        holdfast: 1
                        pact: priced
                        agent:
                          target: {openai: {base_url: "%s", model: m}}
                          limits: {at_once: 1, retries: 0}
                          price: {input: 1, output: 2}
                        golden: [golden.jsonl]
                        metrics: {ok: {equals: {literal: 'yes'}}}
                        promises: [{metric: ok, max_drop: 5pt}]
                        watch: {spend: %s}
                        """.formatted(url, spend))
                .toString();
    }

    private void killMidway(String pact, Path journal) throws Exception {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var command = List.of(
                java,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                pact,
                "--out",
                journal.toString());
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            while (process.isAlive() && lines(journal) < 300) {
                Thread.sleep(5);
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isEqualTo(137);
    }

    private static int lines(Path journal) throws IOException {
        if (!Files.exists(journal)) {
            return 0;
        }
        try (var lines = Files.lines(journal)) {
            return (int) lines.count();
        }
    }

    private Cli run(String url, String pact, String... options) {
        var arguments = new java.util.ArrayList<>(List.of("run", pact));
        arguments.addAll(List.of(options));
        return Cli.run(home, Map.of("AGENT_URL", url), arguments.toArray(String[]::new));
    }

    private String pact(String url) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                RecordedPact.lines(TASKS, i -> "{\"id\":\"t%d\",\"input\":\"question %d\"}".formatted(i, i)));
        return Files.writeString(folder.resolve("pact.yaml"), """
                        holdfast: 1
                        pact: counting
                        agent:
                          target: {openai: {base_url: "%s", model: m}}
                          limits: {at_once: %d, retries: 1, timeout: 10s}
                        golden: [golden.jsonl]
                        metrics: {ok: {equals: {literal: 'yes'}}}
                        promises: [{metric: ok, max_drop: 5pt}]
                        """.formatted(url, AT_ONCE))
                .toString();
    }

    /// A real server that remembers what it was asked.
    private static final class CountingAgent implements AutoCloseable {
        private final HttpServer server;
        private final AtomicInteger calls = new AtomicInteger();
        private final Set<String> asked = ConcurrentHashMap.newKeySet();

        CountingAgent(int status, int milliseconds) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", exchange -> {
                try (exchange) {
                    var request = Json.tree(
                            "r", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                    var question = request.at("/messages/0/content").asText();
                    calls.incrementAndGet();
                    asked.add(question);
                    pause(milliseconds);
                    var number = Integer.parseInt(question.replaceAll("\\D", ""));
                    var body = status == 200 ? completion(number % 4 == 0 ? "no" : "yes") : "{}";
                    var bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
            });
            server.start();
        }

        private static void pause(int milliseconds) {
            try {
                Thread.sleep(milliseconds);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static String completion(String answer) {
            return """
                    {"id":"c","object":"chat.completion","created":0,"model":"m","choices":[{"index":0,
                    "finish_reason":"stop","message":{"role":"assistant","content":"%s"}}]}
                    """.formatted(answer);
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
