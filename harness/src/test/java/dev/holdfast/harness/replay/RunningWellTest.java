package dev.holdfast.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.target.Examples;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.run.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each replay of the fake agent takes 17 tokens and, at the examples' price, 22 millionths of a US dollar.
@Timeout(120)
final class RunningWellTest {
    private static final double COST = 22e-6;
    private static final Agent.Limits QUICK = Examples.limits(8, Duration.ofSeconds(20), 1);

    @TempDir
    private Path folder;

    @Test
    void aBudgetStopsTheRunBeforeItIsExceededAndTheRestCanBeReplayed() {
        var path = folder.resolve("run.jsonl");
        try (var agent = FakeAgent.start()) {
            var scene = Scene.of(agent, QUICK, 50, 1);
            try (var journal = Journal.create(path, scene.plan())) {
                var purse = Purse.of("--budget", 20.5 * COST, 0, OptionalDouble.empty());

                assertThat(scene.runHastily(journal, purse))
                        .isInstanceOfSatisfying(
                                Ending.BudgetSpent.class,
                                spent -> assertThat(spent.reason()).startsWith("--budget: 0.0004 of 0.0005 USD"));
                assertThat(journal.read().observations()).hasSize(20);
                assertThat(agent.calls()).isEqualTo(20);
            }

            try (var journal = Journal.resume(path, scene.plan(), scene.suite())) {
                assertThat(scene.runHastily(journal, Purse.bottomless())).isEqualTo(new Ending.Complete());
            }
            assertThat(agent.calls()).isEqualTo(50);
        }
    }

    @Test
    void aBudgetThatIsSpentAlreadyAsksNothing() {
        try (var agent = FakeAgent.start();
                var journal = Journal.create(
                        folder.resolve("run.jsonl"),
                        Scene.of(agent, QUICK, 5, 1).plan())) {
            var purse = Purse.of("per_month", 1, 1, OptionalDouble.empty());

            assertThat(Scene.of(agent, QUICK, 5, 1).runHastily(journal, purse)).isInstanceOf(Ending.BudgetSpent.class);
            assertThat(agent.calls()).isZero();
        }
    }

    @Test
    void aBudgetThatCannotBeKeptBecauseNoCostIsKnownAsksOnceAndSaysSo() {
        try (var agent = FakeAgent.start().does(Reaction.body("""
                {"model": "m", "choices": [{"finish_reason": "stop", "message": {"role": "assistant", "content": "x"}}]}"""))) {
            var scene = Scene.of(agent, QUICK, 50, 1);
            try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan())) {
                var ending = scene.runHastily(journal, Purse.of("--budget", 1, 0, OptionalDouble.empty()));

                assertThat(ending)
                        .isInstanceOfSatisfying(
                                Ending.BudgetSpent.class,
                                spent -> assertThat(spent.reason()).contains("declare the agent's price"));
                assertThat(agent.calls()).isEqualTo(1);
            }
        }
    }

    @Test
    void anOutageThatPassesIsWaitedForWithProbesAndNotWithAHailOfRequests() {
        try (var agent = FakeAgent.start()
                .does(call -> call.number() > 30 && call.number() <= 44
                        ? Reaction.error(502, "restarting")
                        : new Reaction.Says("x"))) {
            var scene = Scene.of(agent, Examples.limits(8, Duration.ofSeconds(20), 4), 200, 1);
            try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan())) {
                assertThat(scene.runHastily(journal, Purse.bottomless())).isEqualTo(new Ending.Complete());

                assertThat(journal.read().failures()).isZero();
                assertThat(agent.calls()).isEqualTo(214);
            }
        }
    }

    @Test
    void onlyProbesAreSentWhileTheAgentIsAway() {
        try (var agent = FakeAgent.start()
                .does(call -> call.number() <= 30 ? new Reaction.Says("x") : Reaction.error(503, "away"))) {
            var scene = Scene.of(agent, Examples.limits(8, Duration.ofSeconds(20), 20), 5000, 1);
            try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan())) {
                assertThat(scene.runHastily(journal, Purse.bottomless()))
                        .isInstanceOfSatisfying(
                                Ending.GaveUp.class,
                                gaveUp -> assertThat(gaveUp.reason()).contains("did not come back"));

                // those that opened the breaker, those in flight with them, and the probes
                assertThat(agent.calls()).isBetween(30 + 10 + 7, 30 + 10 + 8 + 7);
                assertThat(journal.read().failures()).isEqualTo(5000 - 30);
            }
        }
    }

    @Test
    void noMoreTokensAreTakenThanTheirRateAllows() {
        var limits = new Agent.Limits(
                4,
                OptionalDouble.empty(),
                Duration.ofSeconds(20),
                0,
                OptionalDouble.of(170),
                Optional.empty(),
                List.of(),
                false,
                OptionalInt.empty());
        try (var agent = FakeAgent.start()) {
            var scene = Scene.of(agent, limits, 30, 1);
            var started = System.nanoTime();
            try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan())) {
                scene.run(journal);
            }

            // 30 x 17 = 510 tokens; a second's worth at once, and what is in flight at the end is not waited for
            assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(Duration.ofMillis(1400));
        }
    }

    @Test
    void onlyWhatFailedIsAskedAgain() {
        var path = folder.resolve("run.jsonl");
        try (var agent = FakeAgent.start()
                .does(call -> call.question().endsWith("7") ? Reaction.error(400, "?") : new Reaction.Says("x"))) {
            var scene = Scene.of(agent, QUICK, 30, 1);
            try (var journal = Journal.create(path, scene.plan())) {
                scene.run(journal);
            }
            agent.does(call -> call.question().endsWith("17") ? Reaction.error(400, "?") : new Reaction.Says("late"));

            try (var journal = Journal.retryFailed(path, scene.plan(), scene.suite())) {
                assertThat(journal.superseded()).isEqualTo(3);
                assertThat(scene.run(journal)).isEqualTo(new Ending.Complete());
                assertThat(journal.read().observations().stream().filter(Observation::failed))
                        .extracting(Observation::task)
                        .containsExactly("t17");
            }
            assertThat(agent.calls()).isEqualTo(33);
        }
    }
}
