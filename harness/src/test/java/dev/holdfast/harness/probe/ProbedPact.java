package dev.holdfast.harness.probe;

import dev.holdfast.harness.replay.Ending;
import dev.holdfast.harness.replay.Journal;
import dev.holdfast.harness.replay.Progress;
import dev.holdfast.harness.replay.SuiteRunner;
import dev.holdfast.harness.target.Examples;
import dev.holdfast.harness.target.Plans;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A pact with probes, on disk, whose agent is at some URL.
record ProbedPact(PactFile file) {
    static final String TALK = IntStream.range(0, 300)
            .mapToObj(n -> "Ticket " + n + ": the printer on floor " + n + " is out of paper.\n")
            .collect(Collectors.joining());

    /// @param tasks  each says something early and asks it late
    /// @param probes in YAML's flow style
    static ProbedPact write(Path folder, String url, int tasks, String probes) {
        var golden = IntStream.range(0, tasks)
                .mapToObj(n -> """
                        {"id": "t%d", "messages": [{"role": "user", "content": "fact %d"}, {"role": "assistant", "content": "ok"}, {"role": "user", "content": "question %d"}], "expected": "answer to question %d"}
                        """.formatted(n, n, n, n))
                .collect(Collectors.joining());
        var pact = """
                {holdfast: 1, pact: probed, golden: [golden.jsonl],
                 agent: {target: {openai: {base_url: "%s", model: fake, api_key: "${env:AGENT_KEY}"}},
                         prompt: prompt.md, context_window: 4000, limits: {at_once: 4, timeout: 20s, retries: 2}},
                 metrics: {right: {equals: expected}}, promises: [{metric: right, max_drop: 5pt}], probes: {%s}}
                """.formatted(url, probes);
        try {
            Files.writeString(folder.resolve("golden.jsonl"), golden);
            Files.writeString(folder.resolve("talk.txt"), TALK);
            Files.writeString(folder.resolve("prompt.md"), "You take orders.");
            return new ProbedPact(PactReader.read(Files.writeString(folder.resolve("pact.yaml"), pact)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RunPlan plan(int repeats) {
        return Plans.of(file, repeats, "r1", Instant.parse("2026-11-21T08:00:00Z"), "0.1");
    }

    Ending run(Journal journal) {
        try (var target = Targets.open(file, Examples.secrets(), InstantSource.system());
                var runner = new SuiteRunner(
                        target, file.pact().agent().limits(), Duration.ofSeconds(10), InstantSource.system(), 42)) {
            return runner.run(file.suite(), journal, Progress.UNHEARD);
        }
    }

    Run run(Path journal, int repeats) {
        try (var fresh = Journal.create(journal, plan(repeats))) {
            run(fresh);
            return fresh.read();
        }
    }
}
