package dev.holdfast.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.Call;
import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.target.Examples;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.AnswerPolicy.Asking;
import dev.holdfast.schema.pact.AnswerPolicy.By;
import dev.holdfast.schema.pact.AnswerPolicy.Confidence;
import dev.holdfast.schema.pact.AnswerPolicy.Escalation;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.run.Draft;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.RunFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class PolicyRunTest {
    private static final Escalation NEVER = new Escalation(OptionalDouble.empty(), false);
    private static final AnswerPolicy JURY = new AnswerPolicy(
            Optional.empty(),
            new Asking.Jury(3, new Extract.Whole(), new By.Majority()),
            new Escalation(OptionalDouble.empty(), true));

    @TempDir
    Path folder;

    @Test
    void aJuryIsAskedSideBySideAndEveryAnswerIsRecorded() {
        try (var agent = FakeAgent.start().does(inTurn("A", "B", "B"))) {
            var observed = run(agent, JURY, 1).getFirst();

            assertThat(observed.outcome()).isEqualTo(new Outcome.Answered("B"));
            assertThat(observed.drafts())
                    .extracting(Draft::outcome)
                    .containsExactlyInAnyOrder(
                            new Outcome.Answered("A"), new Outcome.Answered("B"), new Outcome.Answered("B"));
            assertThat(agent.maxInFlight()).isEqualTo(3);
            // 12 tokens in and 5 out each, at 1 and 2 USD for a million
            assertThat(observed.usage().inputTokens()).hasValue(36);
            assertThat(observed.usage().costUsd().orElseThrow()).isEqualTo(3 * (12 + 2 * 5) / 1e6);
            assertThat(observed.latency()).isEqualTo(slowest(observed));
            assertThat(observed.attempts()).isEqualTo(3);
        }
    }

    @Test
    void aJuryWithoutAMajorityHandsOverToAPersonAndTheRunIsReadBackAsItWas() {
        try (var agent = FakeAgent.start().does(inTurn("A", "B", "C"))) {
            var observed = run(agent, JURY, 1).getFirst();

            assertThat(observed.outcome()).isInstanceOfSatisfying(Outcome.Escalated.class, handedOver -> {
                assertThat(handedOver.text()).isIn("A", "B", "C");
                assertThat(handedOver.reason()).isEqualTo("no majority: of 3 answers no more than 1 say the same");
            });
            assertThat(observed.failed()).isFalse();
            assertThat(RunFile.parse("again", RunFile.line("r1", observed))
                            .runs()
                            .getFirst()
                            .observations())
                    .containsExactly(observed);
        }
    }

    @Test
    void aJuryKeepsToTheLimitsOfTheAgent() {
        try (var agent = FakeAgent.start().does(new Reaction.After(Duration.ofMillis(20), new Reaction.Says("A")))) {
            var observed = run(agent, JURY, 10, Examples.limits(2, Duration.ofSeconds(20), 4));

            assertThat(observed)
                    .hasSize(10)
                    .allSatisfy(o -> assertThat(o.drafts()).hasSize(3));
            assertThat(agent.calls()).isEqualTo(30);
            assertThat(agent.maxInFlight()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void anUnsureAnswerIsAskedForAgainAndTheSurestCounts() {
        var policy = new AnswerPolicy(
                Optional.of(new Confidence.Told(new Extract.Pattern(List.of("sure (\\S+)"), false))),
                new Asking.Again(0.7, 3),
                NEVER);
        try (var agent = FakeAgent.start().does(inTurn("first, sure 0.2", "second, sure 0.8", "third, sure 0.9"))) {
            var observed = run(agent, policy, 1).getFirst();

            assertThat(observed.outcome()).isEqualTo(new Outcome.Answered("second, sure 0.8"));
            assertThat(agent.calls()).isEqualTo(2);
            assertThat(observed.latency().orElseThrow())
                    .isEqualTo(observed.drafts().stream()
                            .map(draft -> draft.latency().orElseThrow())
                            .reduce(Duration.ZERO, Duration::plus));
        }
    }

    @Test
    void anAgentThatIsNotThereForOneOfAJuryHasNotAnswered() {
        try (var agent = FakeAgent.start()
                .does(call -> call.number() == 2 ? Reaction.error(400, "no such thing") : new Reaction.Says("A"))) {
            var observed = run(agent, JURY, 1).getFirst();

            assertThat(observed.outcome())
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.kind()).isEqualTo(Outcome.Kind.REJECTED));
            assertThat(observed.drafts()).hasSize(3);
        }
    }

    @Test
    void anOutageWithinAPolicyIsTriedAgainAndRecorded() {
        try (var agent = FakeAgent.start()
                .does(call -> call.number() == 1 ? Reaction.error(503, "busy") : new Reaction.Says("A"))) {
            var observed = run(agent, JURY, 1).getFirst();

            assertThat(observed.outcome()).isEqualTo(new Outcome.Answered("A"));
            assertThat(observed.attempts()).isEqualTo(4);
            assertThat(observed.drafts()).hasSize(4).filteredOn(Draft::failed).hasSize(1);
        }
    }

    @Test
    void theServerIsAskedForTheProbabilitiesOfItsTokensAndTheyAreRecorded() {
        var asked = new ConcurrentHashMap<Integer, Call>();
        var policy = new AnswerPolicy(Optional.of(new Confidence.LogProbability()), new Asking.Again(0.7, 1), NEVER);
        try (var agent = FakeAgent.start().does(call -> {
            asked.put(call.number(), call);
            return Reaction.body(completion(call.number() == 1 ? "-0.9" : "-0.1"));
        })) {
            var observed = run(agent, policy, 1).getFirst();

            assertThat(asked.values())
                    .allSatisfy(call ->
                            assertThat(call.body().path("logprobs").asBoolean()).isTrue());
            // the mean of -0.1 and -0.9, then of -0.1 and -0.1
            assertThat(observed.drafts())
                    .extracting(draft -> draft.logProbability().orElseThrow())
                    .containsExactly(-0.5, -0.1);
        }
    }

    @Test
    void whatHadArrivedWhenTheTimeWasOverIsKept() {
        try (var agent =
                FakeAgent.start().does(new Reaction.Stalls("the order is A-17 and it was shipped on Monday"))) {
            var observed = run(agent, AnswerPolicy.ONCE, 1, Examples.limits(1, Duration.ofMillis(300), 0))
                    .getFirst();

            assertThat(observed.failed()).isTrue();
            assertThat(observed.drafts())
                    .singleElement()
                    .satisfies(draft -> assertThat(draft.partial().orElseThrow())
                            .startsWith("{")
                            .hasSizeGreaterThan(20));
        }
    }

    private static String completion(String last) {
        return """
                {"id": "1", "object": "chat.completion", "model": "m", "choices": [{"index": 0, "finish_reason": "stop",
                 "message": {"role": "assistant", "content": "x"},
                 "logprobs": {"content": [{"token": "x", "logprob": -0.1}, {"token": "y", "logprob": %s}]}}]}
                """.formatted(last);
    }

    private static Optional<Duration> slowest(Observation observed) {
        return observed.drafts().stream()
                .flatMap(draft -> draft.latency().stream())
                .max(Duration::compareTo);
    }

    /// Answers every question with one text after the other, and the last for ever.
    private static Function<Call, Reaction> inTurn(String... texts) {
        Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
        return call -> {
            var before = asked.computeIfAbsent(call.question(), _ -> new AtomicInteger())
                    .getAndIncrement();
            // so that those who are asked side by side are seen to be
            return new Reaction.After(
                    Duration.ofMillis(100), new Reaction.Says(texts[Math.min(before, texts.length - 1)]));
        };
    }

    private List<Observation> run(FakeAgent agent, AnswerPolicy policy, int tasks) {
        return run(agent, policy, tasks, Scene.LIMITS);
    }

    private List<Observation> run(FakeAgent agent, AnswerPolicy policy, int tasks, Agent.Limits limits) {
        var plain = Examples.agent(Examples.openAi(agent.url()), limits);
        var governed = new Agent(
                plain.target(),
                plain.pin(),
                plain.prompt(),
                plain.contextWindow(),
                plain.limits(),
                plain.price(),
                policy);
        var scene = new Scene(Examples.pact(governed, Scene.tasks(tasks)), 1);
        try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan())) {
            scene.runHastily(journal, Purse.bottomless());
            return journal.read().observations();
        }
    }
}
