package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
    void callsAServerThatAnswers500AnErrorAndNotAVerdict() throws Exception {
        try (var agent = FakeAgent.start().does(Reaction.error(500, "internal"))) {
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
        try (var agent = FakeAgent.start()) {
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
}
