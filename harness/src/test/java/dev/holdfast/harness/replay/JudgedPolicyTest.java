package dev.holdfast.harness.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.harness.fake.FakeAgent;
import dev.holdfast.harness.fake.Reaction;
import dev.holdfast.harness.target.Examples;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.AnswerPolicy.Asking;
import dev.holdfast.schema.pact.AnswerPolicy.By;
import dev.holdfast.schema.pact.AnswerPolicy.Escalation;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class JudgedPolicyTest {
    @TempDir
    Path folder;

    @Test
    void theAnswerThatModelsGradeBestCounts() {
        var turn = new AtomicInteger();
        try (var agent = FakeAgent.start().does(_ -> new Reaction.Says("answer " + turn.getAndIncrement() % 3));
                var judge = FakeAgent.start()
                        .does(call -> new Reaction.Says(
                                String.join("\n", call.said()).contains("answer 2") ? "yes" : "no"))) {
            var observed = run(agent, judge);

            assertThat(observed.outcome()).isEqualTo(new Outcome.Answered("answer 2"));
            assertThat(observed.drafts()).hasSize(3);
            assertThat(judge.calls()).isEqualTo(3);
        }
    }

    @Test
    void whereNoJudgeIsThereNothingIsAnswered() {
        try (var agent = FakeAgent.start();
                var judge = FakeAgent.start().does(Reaction.error(400, "no"))) {
            var observed = run(agent, judge);

            assertThat(observed.failed()).isTrue();
            assertThat(observed.outcome().toString()).contains("no judge of the policy could be heard");
            assertThat(observed.drafts()).hasSize(3);
        }
    }

    private Observation run(FakeAgent agent, FakeAgent judge) {
        var juror = new Measure.Juror("one", Examples.openAi(judge.url()));
        var rubric = new Measure.Judge(
                "r.md", "Is it good?", List.of(juror), Map.of("no", 0.0, "yes", 1.0), false, List.of());
        var policy = new AnswerPolicy(
                Optional.empty(),
                new Asking.Jury(3, new Extract.Whole(), new By.Judged(rubric)),
                new Escalation(OptionalDouble.empty(), false));
        var plain = Examples.agent(Examples.openAi(agent.url()), Scene.LIMITS);
        var governed = new Agent(
                plain.target(),
                plain.pin(),
                plain.prompt(),
                plain.contextWindow(),
                plain.limits(),
                plain.price(),
                policy);
        var scene = new Scene(Examples.pact(governed, Scene.tasks(1)), 1);
        try (var journal = Journal.create(folder.resolve("run.jsonl"), scene.plan())) {
            scene.runHastily(journal, Purse.bottomless());
            return journal.read().observations().getFirst();
        }
    }
}
