package dev.holdfast.harness.replay;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.target.Examples;
import dev.holdfast.harness.target.Plans;
import dev.holdfast.harness.target.Targets;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.RunPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/// A pact whose agent is at some URL, with as many tasks as wanted: what a run needs.
record Scene(PactFile file, int repeats) {
    static final Agent.Limits LIMITS = Examples.limits(8, Duration.ofSeconds(20), 4);

    static Scene of(FakeAgent agent, Agent.Limits limits, int tasks, int repeats) {
        return of(agent.url(), limits, tasks, repeats);
    }

    static Scene of(String url, Agent.Limits limits, int tasks, int repeats) {
        return new Scene(Examples.pact(Examples.agent(Examples.openAi(url), limits), tasks(tasks)), repeats);
    }

    static List<GoldenTask> tasks(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> Examples.task("t" + n, "question " + n))
                .toList();
    }

    Suite suite() {
        return file.suite();
    }

    RunPlan plan() {
        return Plans.of(file, repeats, "r1", Instant.parse("2026-11-21T08:00:00Z"), "0.1");
    }

    Replayer open() {
        return Targets.open(file, Examples.secrets(), InstantSource.system());
    }

    SuiteRunner runner(Replayer replayer) {
        return runner(replayer, Duration.ofSeconds(10));
    }

    SuiteRunner runner(Replayer replayer, Duration grace) {
        return new SuiteRunner(replayer, file.pact().agent().limits(), grace, InstantSource.system(), 42);
    }

    /// One that waits for nothing longer than a few milliseconds.
    SuiteRunner hastyRunner(Replayer replayer) {
        var hasty = new Backoff(Duration.ofMillis(2), Duration.ofMillis(20), 42);
        return new SuiteRunner(
                replayer, file.pact().agent().limits(), Duration.ofSeconds(10), InstantSource.system(), hasty);
    }

    Ending runHastily(Journal journal, Purse purse) {
        try (var replayer = open();
                var runner = hastyRunner(replayer)) {
            return runner.run(suite(), journal, Progress.UNHEARD, purse);
        }
    }

    Ending run(Journal journal) {
        try (var replayer = open();
                var runner = runner(replayer)) {
            return runner.run(suite(), journal, Progress.UNHEARD);
        }
    }
}
