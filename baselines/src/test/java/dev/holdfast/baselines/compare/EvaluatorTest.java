package dev.holdfast.baselines.compare;

import static dev.holdfast.baselines.compare.Examples.certified;
import static dev.holdfast.baselines.compare.Examples.evaluate;
import static dev.holdfast.baselines.compare.Examples.failed;
import static dev.holdfast.baselines.compare.Examples.right;
import static dev.holdfast.baselines.compare.Examples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Flips;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.Untrusted;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluatorTest {
    private static final int TASKS = 200;

    private final Examples examples;

    EvaluatorTest(@TempDir Path folder) {
        examples = new Examples(folder);
    }

    @Test
    void passesAnAgentThatAnswersAsItDid() {
        var evaluation = dropOf("max_drop: 5pt", 190, 190);

        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.headline()).isEqualTo("The promise is shown to be kept, on 200 tasks.");
    }

    @Test
    void failsAnAgentThatFellFurtherThanPromised() {
        var evaluation = dropOf("max_drop: 5pt", 190, 160);

        assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
        var broken = (Finding.Broken) evaluation.findings().getFirst();
        assertThat(broken.confirmed()).as("not on a baseline of a single run").isFalse();
        assertThat(broken.sentence())
                .startsWith("ok fell from 95.0 % to 80.0 % (−15.0 points, 95 % interval −")
                .endsWith("; the promise allows 5.");
        assertThat(((Comparison.Change) broken.comparison()).testMethod()).isEqualTo("exact McNemar, one-sided");
    }

    @Test
    void saysHowManyMoreReplaysWouldDecideWhatItCannotTell() {
        var evaluation = dropOf("max_drop: 5pt", 190, 184);

        assertThat(evaluation.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        var open = (Finding.Inconclusive) evaluation.findings().getFirst();
        assertThat(open.moreReplays().getAsInt()).isBetween(20, 2000);
        assertThat(open.sentence()).contains("more replays, best on new tasks, would decide");
    }

    @Test
    void failsAMixInWhichTwoSlicesCancel() {
        var pact = examples.pact(TASKS, "{metric: ok, max_drop: 5pt}");
        var certified = certified(pact, run("a", TASKS, i -> answer(i % 2 == 0 || i % 4 == 1)));
        var evaluation = evaluate(pact, certified, run("b", TASKS, i -> answer(i % 2 == 1 || i % 4 == 0)));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.FAIL);
        var broken = (Finding.Broken) evaluation.findings().getFirst();
        assertThat(((Comparison.Change) broken.comparison()).difference().value())
                .isZero();
        assertThat(broken.slices()).extracting(Finding.Slice::tag).containsExactly("even", "odd");
        assertThat(broken.slices()).extracting(Finding.Slice::broken).containsExactly(true, false);
    }

    @Test
    void looksAtNoSliceWhereThePactSaysSo() {
        var pact = examples.pact(TASKS, "{metric: ok, max_drop: 5pt, slices: skip}");
        var certified = certified(pact, run("a", TASKS, i -> answer(i % 2 == 0 || i % 4 == 1)));
        var evaluation = evaluate(pact, certified, run("b", TASKS, i -> answer(i % 2 == 1 || i % 4 == 0)));

        assertThat(evaluation.verdict()).isNotEqualTo(Verdict.FAIL);
    }

    @Test
    void neverReadsAnOutageAsBehaviour() {
        var evaluation = gate("{metric: ok, max_drop: 5pt}", run("b", TASKS, _ -> failed()));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.ERROR);
        assertThat(evaluation.findings()).first().isInstanceOf(Finding.NotMeasured.class);
        assertThat(evaluation.headline()).contains("200 of 200 tasks got no answer from the agent");
    }

    @Test
    void calls15PercentOutagesAnErrorEvenIfTheRestIsWrong() {
        var evaluation =
                gate("{metric: ok, max_drop: 5pt}", run("b", TASKS, i -> i % 100 < 15 ? failed() : answer(false)));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.ERROR);
    }

    @Test
    void leavesFewOutagesOutAndJudgesTheRest() {
        var evaluation =
                gate("{metric: ok, max_drop: 5pt}", run("b", TASKS, i -> i % 100 < 5 ? failed() : right(i, 190)));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
        assertThat(evaluation.coverage().failed()).isEqualTo(10);
        assertThat(evaluation.notes()).anyMatch(note -> note.contains("10 of 200 replays got no answer"));
    }

    @Test
    void saysWhenMoreReplaysFailThanDidWhenCertified() {
        var pact = examples.pact(TASKS, "{metric: ok, max_drop: 5pt}");
        var certified = certified(
                pact,
                run("a", TASKS, i -> i < 2 ? failed() : right(i, 190)),
                run("c", TASKS, i -> i < 2 ? failed() : right(i, 190)));

        var many = evaluate(pact, certified, run("b", TASKS, i -> i % 100 < 5 ? failed() : right(i, 190)));
        var few = evaluate(pact, certified, run("b", TASKS, i -> i < 3 ? failed() : right(i, 190)));

        // SciPy: .01365 to .08035, by brentq on the score of 10 of 200 against 4 of 400, as in MiettinenNurminenTest
        assertThat(many.notes())
                .anyMatch(note -> note.contains("10 of 200 replays got no answer")
                        && note.contains("Certified were 4 of 400: it is 1.4 to 8.0 points more"));
        assertThat(few.notes())
                .anyMatch(note -> note.contains("3 of 200 replays got no answer"))
                .noneMatch(note -> note.contains("points more"));
    }

    @Test
    void saysHowTasksDoThatCameAfterTheCertification() {
        var certified = certified(examples.pact(100, "{metric: ok, max_drop: 5pt}"), run("a", 100, i -> right(i, 95)));
        var pact = examples.pact(140, "{metric: ok, max_drop: 5pt}");

        var evaluation = evaluate(pact, certified, run("b", 140, i -> answer(i < 95 || i >= 112)));

        // SciPy, z = norm.ppf(.975), from the Wilson intervals l, u of 95/100 and 28/40:
        // .7 - .95 - sqrt((.7 - l2)^2 + (u1 - .95)^2) = -.40690, .7 - .95 + sqrt((u2 - .7)^2 + (.95 - l1)^2) = -.11571
        assertThat(evaluation.notes())
                .contains("On 40 golden tasks that came after the certification ok is 70.0 %, on the certified ones"
                        + " 95.0 %; the difference lies between -40.7 and -11.6 points (95 % interval, Newcombe"
                        + " unpaired (method 10)).");
        assertThat(evaluation.verdict()).as("they decide nothing").isEqualTo(Verdict.PASS);
    }

    @Test
    void concludesNothingFromARunThatLacksMoreThanATenth() {
        var evaluation = gate("{metric: ok, max_drop: 5pt}", run("b", 170, i -> answer(false)));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(evaluation.coverage().missingCount()).isEqualTo(30);
    }

    @Test
    void namesTasksThatTheCertificateDoesNotKnow() {
        var evaluation = gate("{metric: ok, max_drop: 5pt}", run("b", TASKS + 3, i -> right(i, 190)));

        assertThat(evaluation.coverage().foreign()).containsExactly("t200", "t201", "t202");
        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void treatsAnUnscoredAnswerAsUnscoredAndNotAsZero() {
        var evaluation = gate(
                "{metric: ok, max_drop: 5pt}",
                run("b", TASKS, i -> i < 100 ? new Outcome.ScoredElsewhere() : right(i, 190)));

        assertThat(evaluation.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(evaluation.headline()).contains("100 of 200 tasks have no score");
    }

    @Test
    void doesNotCompareATaskThatAsksSomethingElseToday() {
        var pact = examples.pact(TASKS, "{metric: ok, max_drop: 5pt}");
        var baseline = certified(pact, run("a", TASKS, i -> right(i, 190)));
        var certificate = baseline.certificate();
        var reworded = new HashMap<>(certificate.questions());
        reworded.put("t0", "0123456789ab");
        var changed = new Certificate(
                certificate.pact(),
                certificate.pactDigest(),
                certificate.suiteDigest(),
                certificate.metrics(),
                certificate.promises(),
                reworded,
                certificate.runs(),
                certificate.levels(),
                certificate.scatter(),
                false,
                List.of(),
                certificate.pin(),
                certificate.certifiedAt(),
                "test",
                certificate.scores(),
                certificate.control());

        var evaluation =
                evaluate(pact, new Baseline(changed, baseline.runs(), "key"), run("b", TASKS, i -> right(i, 190)));

        assertThat(evaluation.coverage().reworded()).isEqualTo(1);
        assertThat(evaluation.coverage().common()).isEqualTo(199);
    }

    @Test
    void onlyObservesAPromiseThatWasNeverCertified() {
        var certified =
                certified(examples.pact(TASKS, "{metric: ok, max_drop: 5pt}"), run("a", TASKS, i -> right(i, 190)));
        var pact = examples.pact(TASKS, "{metric: ok, max_drop: 5pt}", "{metric: ok, at_least: 99%}");

        var evaluation = evaluate(pact, certified, run("b", TASKS, i -> right(i, 190)));

        assertThat(evaluation.findings())
                .extracting(f -> f.promised().mode())
                .containsExactly(Mode.ENFORCE, Mode.OBSERVE);
        assertThat(evaluation.verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void evaluatesNothingWhereNoPromiseCounts() {
        assertThat(gate("{metric: ok, max_drop: 5pt, mode: observe}", run("b", TASKS, i -> right(i, 10)))
                        .isEmpty())
                .isTrue();
    }

    @Test
    void breaksAnAlwaysPromiseOnOneProvenBreach() {
        var pact = examples.pact(TASKS, "{metric: ok, always: true}");
        var baseline = certified(pact, run("a", TASKS, _ -> answer(true)));

        var kept = evaluate(pact, baseline, run("b", TASKS, _ -> answer(true)));
        var broken = evaluate(pact, baseline, run("b", TASKS, i -> answer(i != 7)));

        assertThat(kept.verdict()).isEqualTo(Verdict.PASS);
        assertThat(kept.findings().getFirst().sentence()).contains("the true rate of breaches is below 1.5 %");
        assertThat(broken.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(broken.headline()).contains("did not hold in 1 of 200 replays (tasks t7)");
    }

    @Test
    void tellsOfABreachThatIsOnlyLoggedAndFailsNothing() {
        var pact = examples.pact(TASKS, "{metric: ok, always: true, otherwise: log}, {metric: ok, at_least: 50%}");
        var baseline = certified(pact, run("a", TASKS, _ -> answer(true)));

        var told = evaluate(pact, baseline, run("b", TASKS, i -> answer(i != 7)));

        assertThat(told.verdict()).isEqualTo(Verdict.PASS);
        assertThat(told.findings().getFirst()).isInstanceOf(Finding.Broken.class);
        assertThat(told.findings().getFirst().promised().mode()).isEqualTo(Mode.OBSERVE);
    }

    @Test
    void failsAnAbsoluteBoundOnlyBeyondChance() {
        assertThat(gate("{metric: ok, at_least: 92%}", run("b", TASKS, i -> right(i, 150)))
                        .verdict())
                .isEqualTo(Verdict.FAIL);
        assertThat(gate("{metric: ok, at_least: 92%}", run("b", TASKS, i -> right(i, 182)))
                        .verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(gate("{metric: ok, at_least: 92%}", run("b", TASKS, i -> right(i, 198)))
                        .verdict())
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void tellsASlowerAgentFromOneThatIsAsFast() {
        var same = gate("{metric: latency, p95, max_rise: 20%}", run("b", TASKS, i -> right(i, 190)));
        var slow = gate("{metric: latency, p95, max_rise: 20%}", slower(run("b", TASKS, i -> right(i, 190)), 1.5));

        assertThat(same.verdict()).isEqualTo(Verdict.PASS);
        assertThat(slow.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(slow.headline()).startsWith("P95 of latency rose from 289 ms to 434 ms");
    }

    @Test
    void usesTheHistoryOfEveryTaskWhereThereAreSeveralReplays() {
        var pact = examples.pact(TASKS, "{metric: ok, max_drop: 5pt}");
        var baseline = certified(pact, run("a", TASKS, i -> right(i, 190)), run("b", TASKS, i -> right(i, 190)));

        var broken = (Finding.Broken) evaluate(pact, baseline, run("c", TASKS, 2, i -> right(i, 175)))
                .findings()
                .getFirst();

        assertThat(((Comparison.Change) broken.comparison()).testMethod()).isEqualTo("stratified exact, one-sided");
        assertThat(broken.comparison().sample()).isEqualTo(new Comparison.Sample(200, 400, 400));
    }

    @Test
    void confirmsADropThatLiesWhollyBeyondTheLimitOfASoundBaseline() {
        var pact = examples.pact(TASKS, "{metric: ok, max_drop: 5pt}");
        var baseline = certified(
                pact,
                run("a", TASKS, i -> right(i, 190)),
                run("b", TASKS, i -> right(i, 190)),
                run("c", TASKS, i -> right(i, 190)));

        var broken = (Finding.Broken) evaluate(pact, baseline, run("d", TASKS, i -> right(i, 150)))
                .findings()
                .getFirst();

        assertThat(broken.confirmed()).isTrue();
    }

    @Test
    void showsTheTasksThatFlippedWithBothAnswers() {
        var flips = dropOf("max_drop: 5pt", 190, 160).flips().getFirst();

        assertThat(flips).extracting(Flips::worse, Flips::better).containsExactly(30, 0);
        assertThat(flips.examples().getFirst().certifiedAnswer()).contains(new Untrusted("yes"));
        assertThat(flips.examples().getFirst().candidateAnswer()).contains(new Untrusted("no"));
    }

    @Test
    void saysThatAnotherModelAnswered() {
        var other = run("b", TASKS, i -> right(i, 190));
        var renamed = new Run(
                "b",
                Optional.empty(),
                other.observations().stream()
                        .map(o -> new Observation(
                                o.task(),
                                o.repeat(),
                                new Outcome.Answered("yes"),
                                o.at(),
                                Optional.of("m2"),
                                o.fingerprint(),
                                o.finish(),
                                o.latency(),
                                o.usage(),
                                1,
                                o.recordedScores(),
                                o.toolCalls(),
                                o.drafts()))
                        .toList());

        assertThat(gate("{metric: ok, max_drop: 5pt}", renamed)
                        .attribution()
                        .orElseThrow()
                        .sentence())
                .isEqualTo("Changed since certification: model that answered.");
    }

    @Test
    void survivesItsOwnJson() {
        var evaluation = dropOf("max_drop: 5pt", 190, 160);

        assertThat(Json.read("evaluation", Json.pretty(evaluation), Evaluation.class))
                .isEqualTo(evaluation);
    }

    private Evaluation dropOf(String bound, int before, int now) {
        var pact = examples.pact(TASKS, "{metric: ok, " + bound + "}");
        return evaluate(
                pact, certified(pact, run("a", TASKS, i -> right(i, before))), run("b", TASKS, i -> right(i, now)));
    }

    private Evaluation gate(String promise, Run candidate) {
        var pact = examples.pact(TASKS, promise);
        return evaluate(pact, certified(pact, run("a", TASKS, i -> right(i, 190))), candidate);
    }

    private static Outcome answer(boolean right) {
        return new Outcome.Answered(right ? "yes" : "no");
    }

    private static Run slower(Run run, double factor) {
        var slow = run.observations().stream()
                .map(o -> new Observation(
                        o.task(),
                        o.repeat(),
                        o.outcome(),
                        o.at(),
                        o.model(),
                        o.fingerprint(),
                        o.finish(),
                        o.latency().map(l -> Duration.ofNanos((long) (l.toNanos() * factor))),
                        o.usage(),
                        1,
                        o.recordedScores(),
                        o.toolCalls(),
                        o.drafts()))
                .toList();
        return new Run(run.id(), run.plan(), slow);
    }
}
