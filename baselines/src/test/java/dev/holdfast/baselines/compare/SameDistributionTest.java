package dev.holdfast.baselines.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SameDistributionTest {
    private static final int TASKS = 120;
    private static final String PROMISE = "{answers: same_distribution, mode: enforce}";

    @TempDir
    Path folder;

    @Test
    void findsASilentSwapThatNoMetricSeesAndSaysWhatChanged() {
        var evaluation = evaluate(pact(PROMISE), run("new", task -> "It is on its way, dear customer " + task));

        var broken = (Finding.Broken) finding(evaluation);
        var evidence = (Comparison.Distribution) broken.comparison();
        assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(evidence.adjustedP()).isLessThan(0.001);
        assertThat(evidence.testMethod()).startsWith("maximum mean discrepancy");
        assertThat(broken.sentence())
                .startsWith("answers are not what they were (p ")
                .contains(
                        "the candidate's say “is on its” (100 % of them, certified 0 %), “dear customer”",
                        "the certified ones said “order was sent”");
        assertThat(broken.confirmed()).isTrue();
    }

    @Test
    void isKeptWhereAnswersAreShownToBeAsAlikeAsTheyWere() {
        var evaluation = evaluate(pact(PROMISE), run("new", SameDistributionTest::sent));

        var kept = (Finding.Kept) finding(evaluation);
        assertThat(kept.sentence())
                .isEqualTo(
                        "answers cannot be told from the certified ones (p = 1.0000): a new and a certified answer to "
                                + "one task agree in 100.0 % of their characters, two certified ones in 100.0 %; at worst "
                                + "2.2 points apart, 5.0 count as none.");
        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void takesNoChangeFoundForNoProofOfSameness() {
        var pact = pact(PROMISE);
        var baseline = Examples.certified(pact, run("one", SameDistributionTest::sent));

        var open = (Finding.Inconclusive)
                finding(Examples.evaluate(pact, baseline, run("new", SameDistributionTest::sent)));

        assertThat(open.sentence())
                .contains("which does not show that there is none", "certify at least two answers to every task");
    }

    @Test
    void letsWordsDecideWhereEveryTaskHasOneAnswerASide() {
        var pact = pact(PROMISE);
        var baseline = Examples.certified(pact, run("one", SameDistributionTest::sent));

        var broken = (Finding.Broken) finding(Examples.evaluate(pact, baseline, run("new", task -> "No idea " + task)));

        var evidence = (Comparison.Distribution) broken.comparison();
        assertThat(evidence.testMethod()).startsWith("classifier on words");
        assertThat(evidence.likeness()).isEmpty();
        assertThat(evidence.statistic()).isEqualTo(1);
        assertThat(broken.confirmed()).isFalse();
    }

    @Test
    void isOnlyReportedWhereItIsOnlyObserved() {
        var pact = pact("{answers: same_distribution, mode: observe}", "{metric: ok, at_least: 0%}");

        var evaluation = evaluate(pact, run("new", task -> "Something else " + task));

        assertThat(finding(evaluation)).isInstanceOf(Finding.Broken.class);
        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void neverTakesFailuresForBehaviour() {
        var failing = Examples.run("new", TASKS, task -> task % 10 == 0 ? Examples.failed() : answer(sent(task)));

        var finding = finding(evaluate(pact(PROMISE), failing));

        assertThat(finding).isInstanceOf(Finding.Kept.class);
        assertThat(((Finding.Kept) finding).comparison().sample().tasks()).isEqualTo(TASKS * 9 / 10);
    }

    @Test
    void isNotMeasuredWhereTheAgentCouldNotBeReached() {
        var outage = Examples.run("new", TASKS, task -> task % 2 == 0 ? Examples.failed() : answer(sent(task)));

        var finding = (Finding.NotMeasured) finding(evaluate(pact(PROMISE), outage));

        assertThat(finding.cause()).isEqualTo(Finding.NotMeasured.Cause.FAILURES);
        assertThat(finding.sentence()).contains("60 of 120 tasks got no answer");
    }

    @Test
    void isNotMeasuredWhereNoTextsWereRecorded() {
        var scored = Examples.run("new", TASKS, _ -> new Outcome.ScoredElsewhere());

        var finding = (Finding.NotMeasured) finding(evaluate(pact(PROMISE), scored));

        assertThat(finding.cause()).isEqualTo(Finding.NotMeasured.Cause.UNSCORED);
        assertThat(finding.sentence()).contains("120 of 120 tasks have no recorded text");
    }

    @Test
    void comparesOnlyTheTasksItIsAbout() {
        var pact = pact("{answers: same_distribution, on: {tags: [even]}, mode: enforce}");

        var evaluation = evaluate(pact, run("new", task -> task % 2 == 0 ? sent(task) : "Something else " + task));

        var finding = finding(evaluation);
        assertThat(finding.promised().id()).isEqualTo("answers same_distribution on even");
        assertThat(finding).isNotInstanceOf(Finding.Broken.class);
    }

    @Test
    void leavesOutTasksThatWereRewordedSince() {
        var before = pact(PROMISE);
        var baseline = Examples.certified(before, threeRuns());
        // every tenth question is another one today, and its answer with it
        var reworded = new Examples(folder).reworded(TASKS, task -> task % 10 == 0, PROMISE);

        var evaluation = Examples.evaluate(
                reworded, baseline, run("new", task -> task % 10 == 0 ? "Something else " + task : sent(task)));

        assertThat(evaluation.coverage().reworded()).isEqualTo(TASKS / 10);
        assertThat(finding(evaluation)).isInstanceOf(Finding.Kept.class);
    }

    @Test
    void givesTheSameEvaluationForTheSameSeed() {
        var noisy = new SplittableRandom(7);
        var run = run("new", task -> sent(task) + " " + noisy.nextInt(5));

        assertThat(evaluate(pact(PROMISE), run)).isEqualTo(evaluate(pact(PROMISE), run));
    }

    private PactFile pact(String... promises) {
        return new Examples(folder).pact(TASKS, promises);
    }

    private static Evaluation evaluate(PactFile pact, Run candidate) {
        return Examples.evaluate(pact, Examples.certified(pact, threeRuns()), candidate);
    }

    private static Run[] threeRuns() {
        return new Run[] {
            run("one", SameDistributionTest::sent),
            run("two", SameDistributionTest::sent),
            run("three", SameDistributionTest::sent)
        };
    }

    private static Run run(String id, IntFunction<String> answer) {
        return Examples.run(id, TASKS, task -> answer(answer.apply(task)));
    }

    private static Outcome answer(String text) {
        return new Outcome.Answered(text);
    }

    private static String sent(int task) {
        return "The order was sent, number " + task;
    }

    private static Finding finding(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(finding -> finding.promised().metric().equals("answers"))
                .findFirst()
                .orElseThrow();
    }
}
