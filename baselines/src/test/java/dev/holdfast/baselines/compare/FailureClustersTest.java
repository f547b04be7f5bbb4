package dev.holdfast.baselines.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.FailureClusters;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.nio.file.Path;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

final class FailureClustersTest {
    private static final int TASKS = 60;

    @TempDir
    Path folder;

    @Test
    void groupsAnswersThatFailAlike() {
        var evaluation = evaluate(
                task -> "yes",
                task -> task < 20
                        ? "I am unable to help with request " + task
                        : task < 30 ? "Error 500 at host " + task + ": timed out" : "yes");

        assertThat(evaluation.clusters()).hasSize(1);
        var clusters = evaluation.clusters().getFirst();
        assertThat(clusters.metric()).isEqualTo("ok");
        assertThat(clusters.failing()).isEqualTo(30);
        assertThat(clusters.clusters())
                .extracting(FailureClusters.Cluster::size)
                .containsExactly(20, 10);
        assertThat(clusters.clusters().getFirst().excerpt()).startsWith("I am unable to help");
        assertThat(clusters.clusters().getFirst().words()).contains("am unable to");
    }

    @Test
    void leavesOutTasksThatFailedWhenTheyWereCertified() {
        var evaluation = evaluate(task -> task < 30 ? "no" : "yes", task -> task < 33 ? "no" : "yes");

        // three new ones only: too few
        assertThat(evaluation.clusters()).isEmpty();
    }

    @Test
    void countsWhatMustNeverHappenAsFailing() {
        var pact =
                new Examples(folder).pact("curt: {contains: {literal: sorry}}", TASKS, "{metric: curt, never: true}");
        var baseline = Examples.certified(pact, run("one", _ -> "Here you are"));

        var evaluation = Examples.evaluate(pact, baseline, run("new", task -> task < 8 ? "sorry, no" : "Here you are"));

        assertThat(evaluation.clusters().getFirst().failing()).isEqualTo(8);
    }

    @Test
    @Timeout(60)
    void staysBoundedWithVeryManyAndVeryLongAnswers() {
        var pact = new Examples(folder).pact(2_000, "{metric: ok, max_drop: 5pt}", "{answers: same_distribution}");
        var baseline = Examples.certified(pact, Examples.run("one", 2_000, 3, _ -> new Outcome.Answered("yes")));
        var filling = "lorem ipsum dolor sit amet ".repeat(400);

        var evaluation = Examples.evaluate(
                pact,
                baseline,
                Examples.run("new", 2_000, 10, task -> new Outcome.Answered("no " + task + filling + task % 7)));

        var clusters = evaluation.clusters().getFirst();
        assertThat(clusters.failing()).isEqualTo(20_000);
        assertThat(clusters.grouped()).isEqualTo(1_000);
        assertThat(clusters.clusters().getFirst().excerpt()).hasSizeLessThan(210);
    }

    private Evaluation evaluate(IntFunction<String> certified, IntFunction<String> candidate) {
        var pact = new Examples(folder).pact(TASKS, "{metric: ok, max_drop: 5pt}");
        return Examples.evaluate(pact, Examples.certified(pact, run("one", certified)), run("new", candidate));
    }

    private static Run run(String id, IntFunction<String> answer) {
        return Examples.run(id, TASKS, task -> new Outcome.Answered(answer.apply(task)));
    }
}
