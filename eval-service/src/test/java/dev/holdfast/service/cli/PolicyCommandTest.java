package dev.holdfast.service.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PolicyCommandTest {
    private static final int TASKS = 40;

    @TempDir
    Path folder;

    @TempDir
    Path home;

    @Test
    void aRunSaysWhatItsPolicyGainsAndWhatItHandsOver() throws IOException {
        try (var agent = FakeAgent.start().does(sometimesWrong())) {
            var journal = folder.resolve("june.jsonl");

            var run = Cli.run(home, "run", pact(agent.url()), "--out", journal.toString(), "--format", "json");

            assertThat(run.code()).as(run.err()).isZero();
            var policy = Json.tree("out", run.out()).get("policy");
            assertThat(policy.get("replays").asInt()).isEqualTo(TASKS);
            assertThat(policy.get("answers").asDouble()).isEqualTo(3);
            assertThat(policy.get("escalated").asInt()).isEqualTo(4);
            assertThat(policy.at("/cost/policy").asDouble()
                            / policy.at("/cost/first").asDouble())
                    .isBetween(2.999, 3.001);
            // of 40 tasks, 4 find no majority, and on 8 one answer of three is wrong, which may be the first
            assertThat(policy.at("/metrics/0/kept/value").asDouble()).isEqualTo(1);
            assertThat(policy.at("/metrics/0/gain/value").asDouble()).isBetween(0.0, 8 / 36.0);
            assertThat(Json.tree("out", run.out()).at("/levels/ok/value").asDouble())
                    .isEqualTo(1);
            assertThat(Json.tree("out", run.out()).at("/levels/escalated/value").asDouble())
                    .isEqualTo(0.1);
            assertThat(run.err()).contains("handed over to a person: 4 replays");
            assertThat(Files.readAllLines(folder.resolve("june.review.ndjson"))).hasSize(4);
        }
    }

    @Test
    void whatAPersonHasWrittenIntoTheQueueStays() throws IOException {
        try (var agent = FakeAgent.start().does(sometimesWrong())) {
            var pact = pact(agent.url());
            var journal = folder.resolve("june.jsonl").toString();
            Cli.run(home, "run", pact, "--out", journal);
            var queue = folder.resolve("june.review.ndjson");
            var labelled = Files.readString(queue).replaceFirst("\"label\":\"\"", "\"label\":\"right\"");
            Files.writeString(queue, labelled);

            var again = Cli.run(home, "run", pact, "--out", journal, "--resume");

            assertThat(again.code()).as(again.err()).isZero();
            assertThat(Files.readString(queue)).isEqualTo(labelled);
        }
    }

    @Test
    void policiesAreComparedOverRecordedDraftsWithoutAskingAnybody() throws IOException {
        String pact;
        var journal = folder.resolve("june.jsonl").toString();
        try (var agent = FakeAgent.start().does(sometimesWrong())) {
            pact = pact(agent.url());
            Cli.run(home, "run", pact, "--out", journal);
        }
        Files.writeString(folder.resolve("policies.yaml"), """
                once: {}
                jury: {jury: {of: 3}}
                larger: {jury: {of: 3}, escalate: {without_majority: true}}
                """);

        var compared = Cli.run(
                home,
                "backtest",
                pact,
                "--policies",
                folder.resolve("policies.yaml").toString(),
                "--format",
                "json",
                "--from",
                journal);

        assertThat(compared.code()).as(compared.err()).isZero();
        var readings = Json.tree("out", compared.out());
        assertThat(readings.findValuesAsText("policy")).contains("once", "jury", "larger");
        assertThat(readings.at("/0/metrics/0/gain/value").asDouble()).isZero();
        assertThat(readings.at("/0/metrics/0/kept/value").asDouble()).isBetween(28 / 40.0, 36 / 40.0);
        // without a majority the first answer counts, and all of those are wrong
        assertThat(readings.at("/1/metrics/0/kept/value").asDouble()).isEqualTo(36 / 40.0);
        assertThat(readings.at("/2/metrics/0/kept/value").asDouble()).isEqualTo(1);
        assertThat(readings.at("/2/escalated").asInt()).isEqualTo(4);
    }

    @Test
    void anEvaluationTellsWhatThePolicyGains() throws IOException {
        try (var agent = FakeAgent.start().does(sometimesWrong())) {
            var pact = pact(agent.url());
            Cli.run(home, "certify", pact, "--runs", "2");
        }
        try (var agent = FakeAgent.start().does(sometimesWrong())) {
            var gate = Cli.run(home, "gate", pact(agent.url()), "--format", "json");

            assertThat(gate.out())
                    .contains("Policy (as recorded): 3.00 answers a replay over 40 replays, 3.00 times the cost")
                    .containsPattern("Policy, ok: first answers [0-9.]+ %, as answered 100.0 %, ");
        }
    }

    /// Of ten tasks one gets three wrong answers, two get one wrong answer of three, the others right ones.
    private static Function<Call, Reaction> sometimesWrong() {
        Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        return call -> {
            var task = Integer.parseInt(call.question().replaceAll("\\D", ""));
            var before = asked.computeIfAbsent(call.question(), _ -> new AtomicInteger())
                            .getAndIncrement()
                    % 3;
            return new Reaction.Says(
                    switch (task % 10) {
                        case 0 -> new String[] {"no", "never", "maybe"}[before];
                        case 1, 2 -> before == 0 ? "no" : "yes";
                        default -> "yes";
                    });
        };
    }

    private String pact(String url) throws IOException {
        Files.writeString(
                folder.resolve("golden.jsonl"),
                RecordedPact.lines(TASKS, i -> "{\"id\":\"t%d\",\"input\":\"Is %d a number?\"}".formatted(i, i)));
        return Files.writeString(folder.resolve("pact.yaml"), """
                holdfast: 1
                pact: yes-sayer
                agent:
                  target: {openai: {base_url: "%s", model: m}}
                  limits: {at_once: 1}
                  price: {input: 1, output: 2}
                  policy: {jury: {of: 3}, escalate: {without_majority: true}}
                golden: [golden.jsonl]
                metrics: {ok: {equals: {literal: 'yes'}}}
                promises: [{metric: ok, max_drop: 5pt}, {metric: escalated, at_most: 20%%}]
                """.formatted(url))
                .toString();
    }
}
