package dev.holdfast.baselines.compare;

import static dev.holdfast.baselines.compare.Examples.certified;
import static dev.holdfast.baselines.compare.Examples.comparison;
import static dev.holdfast.baselines.compare.Examples.evaluate;
import static dev.holdfast.baselines.compare.Examples.right;
import static dev.holdfast.baselines.compare.Examples.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.baselines.stat.HammingLikeness;
import dev.holdfast.baselines.stat.Holm;
import dev.holdfast.baselines.stat.MmdHamming;
import dev.holdfast.baselines.stat.NewcombePaired;
import dev.holdfast.baselines.stat.SessionTrend;
import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.baselines.stat.WithinTaskPermutation;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.pact.PactReader;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The examples of docs/statistics.md that a reader can follow with a pocket calculator: the page holds what
/// Holdfast computes.
final class WorkedExamplesTest {
    private static final Path PAGE = Path.of("../docs/statistics.md");
    private static final int TASKS = 20;

    private final Examples examples;

    WorkedExamplesTest(@TempDir Path folder) {
        examples = new Examples(folder);
    }

    @Test
    void fourTasksThatNeverFailedFail() throws IOException {
        var finding = gate("{metric: ok, max_drop: 5pt, slices: skip}", _ -> answer(true), i -> answer(i >= 4));
        var change = (Comparison.Change) comparison(finding);

        assertThat(finding).isInstanceOf(Finding.Broken.class);
        assertThat(change.p()).isCloseTo(1 / 256.0, within(1e-12));
        assertThat(change.difference().value()).isCloseTo(-0.2, within(1e-12));
        assertOnPage("(1/4)⁴ = 1/256 = %.4f", change.p());
    }

    @Test
    void aTaskThatHasFailedBeforeCountsForLess() throws IOException {
        // tasks 0 and 1 never failed; 2 and 3 failed in one certified run of three
        var pact = examples.pact(TASKS, "{metric: ok, max_drop: 5pt, slices: skip}");
        var baseline = certified(
                pact,
                run("a", TASKS, _ -> answer(true)),
                run("b", TASKS, i -> answer(i != 2)),
                run("c", TASKS, i -> answer(i != 3)));

        var evaluation = evaluate(pact, baseline, run("d", TASKS, i -> answer(i >= 4)));

        var change = (Comparison.Change) comparison(evaluation.findings().getFirst());
        assertThat(change.p()).isCloseTo(1 / 64.0, within(1e-12));
        assertOnPage("1/4 × 1/4 × 2/4 × 2/4 = 1/64 = %.4f", change.p());
    }

    @Test
    void eighteenOfTwentyDoNotShowEightyPercent() throws IOException {
        var finding = gate("{metric: ok, at_least: 80%}", _ -> answer(true), i -> right(i, 18));
        var level = (Comparison.Level) comparison(finding);

        assertThat(finding).isInstanceOf(Finding.Inconclusive.class);
        assertThat(level.worst()).isCloseTo(0.738, within(0.001));
        assertOnPage("0.852 − 0.114 = %.3f", level.worst());
    }

    @Test
    void fiveOfTwentyAreMoreThanTenPercent() throws IOException {
        var finding = gate("{metric: ok, at_most: 10%}", _ -> answer(false), i -> right(i, 5));
        var level = (Comparison.Level) comparison(finding);

        assertThat(finding).isInstanceOf(Finding.Broken.class);
        assertThat(level.p()).isCloseTo(0.0127, within(0.0001));
        assertOnPage("0.15 / 0.0671 = 2.24 standard errors, p = %.4f", level.p());
    }

    @Test
    void twentyCleanTasksLeaveRoomForBreaches() throws IOException {
        var kept = gate("{metric: ok, always: true}", _ -> answer(true), _ -> answer(true));
        var broken = gate("{metric: ok, never: true}", _ -> answer(false), i -> right(i, 1));

        assertThat(kept).isInstanceOf(Finding.Kept.class);
        assertThat(broken).isInstanceOf(Finding.Broken.class);
        var rate = ((Comparison.Breaches) comparison(kept)).rateBelow();
        assertThat(Math.pow(1 - rate, TASKS)).isCloseTo(0.05, within(1e-9));
        assertOnPage("1 − 0.05^(1/20) = %.3f", rate);
    }

    @Test
    void fourOfTwentyThatWereNeverRefusedAreRefused() throws IOException {
        var finding = gate("{metric: ok, max_rise: 5pt, slices: skip}", _ -> answer(false), i -> answer(i < 4));
        var change = (Comparison.Change) comparison(finding);

        assertThat(finding).isInstanceOf(Finding.Broken.class);
        assertThat(change.p()).isCloseTo(1 / 256.0, within(1e-12));
        assertThat(change.difference().value()).isCloseTo(0.2, within(1e-12));
        assertOnPage("with the signs exchanged: (1/4)⁴ = %.4f, a rise of 20 points", change.p());
    }

    @Test
    void theLastFourOfASessionFail() throws IOException {
        double[][] session = {{0, 0, 0, 0, -1, -1, -1, -1}};

        var p = new SessionTrend(99_999, 1).test(session).pFalling();

        // four standard errors of 99,999 draws
        assertThat(p).isCloseTo(1 / 70.0, within(0.0015));
        assertOnPage("as steeply: 1/70 = %.4f", 1 / 70.0);
        assertOnPage("counts double: %.4f", 2 / 70.0);
    }

    @Test
    void theSmallestOfSevenIsMultipliedBySeven() throws IOException {
        var adjusted = Holm.adjust(new double[] {1 / 64.0, 1, 1, 1, 1, 1, 1});

        assertOnPage("7 × 0.0156 = %.3f", adjusted[0]);
    }

    @Test
    void slowerOnAllOfThreeTasksIsOneInEight() throws IOException {
        double[][] before = {{2}, {4}, {6}};
        double[][] now = {{3}, {5}, {7}};

        var p = new WithinTaskPermutation(Statistic.MEAN, true, 99_999, 1)
                .test(before, now)
                .pGreater();

        // four standard errors of 99,999 draws
        assertThat(p).isCloseTo(0.125, within(0.0042));
        assertThat(Statistic.MEAN.of(now) / Statistic.MEAN.of(before)).isEqualTo(1.25);
        assertOnPage("(1/2)³ = %.3f", 0.125);
    }

    @Test
    void thePercentileLiesBetweenTwoScores() throws IOException {
        var p95 = Statistic.P95.of(new double[][] {{1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 30}});

        assertThat(p95).isCloseTo(25, within(1e-12));
        assertOnPage("20 + 0.5 × (30 − 20) = %.0f", p95);
    }

    @Test
    void slicesSeeWhatTheWholeHides() throws IOException {
        // the even tasks fail now, the odd ones have been mended
        var finding = gate("{metric: ok, max_drop: 5pt}", i -> answer(i % 2 == 0), i -> answer(i % 2 == 1));
        var even = ((Finding.Broken) finding).slices().getFirst();

        assertThat(finding).isInstanceOf(Finding.Broken.class);
        assertThat(even.tag()).isEqualTo("even");
        assertThat(even.change().p()).isCloseTo(Math.pow(0.25, 10), within(1e-12));
        assertThat(((Comparison.Change) comparison(finding)).difference().value())
                .isZero();
        assertOnPage("(1/4)¹⁰ = %.7f", even.change().p());
        assertOnPage("times 3 is %.7f", even.change().adjustedP());
    }

    @Test
    void otherWordsToFiveTasksAreNoChance() throws IOException {
        int[] monday = MmdHamming.padded("yes, Monday", 11);
        int[] friday = MmdHamming.padded("yes, Friday", 11);
        var before =
                new int[][][] {{monday, monday}, {monday, monday}, {monday, monday}, {monday, monday}, {monday, monday}
                };
        var now =
                new int[][][] {{friday, friday}, {friday, friday}, {friday, friday}, {friday, friday}, {friday, friday}
                };

        assertThat(HammingLikeness.of(monday, friday)).isEqualTo(8 / 11.0);
        assertOnPage("8/11 = %.3f", HammingLikeness.of(monday, friday));
        // four standard errors of 99,999 draws
        assertThat(new MmdHamming(99_999, 1).test(before, now).p()).isCloseTo(1 / 243.0, within(0.0008));
        assertOnPage("(2/6)⁵ = 1/243 = %.4f", 1 / 243.0);
    }

    @Test
    void aPromiseOnAProbeLooksAtTheTasksAsTheProbeAsksThem() throws IOException {
        var pact = PactReader.read(Files.writeString(
                examples.pact(TASKS, "{metric: ok, max_drop: 5pt}").path(), """
                {holdfast: 1, pact: example, agent: {target: {recorded: {file: r.jsonl}}, pin: m1},
                 golden: [golden.jsonl], metrics: {ok: {equals: {literal: yes}}},
                 probes: {hostile: {instructions_in: [message]}},
                 promises: [{metric: ok, max_drop: 5pt, on: hostile, slices: skip}]}
                """));
        var baseline = certified(pact, probed("a", 0), probed("b", 0), probed("c", 0));

        var finding = evaluate(pact, baseline, probed("d", 4)).findings().getFirst();

        var change = (Comparison.Change) comparison(finding);
        assertThat(finding).isInstanceOf(Finding.Broken.class);
        assertThat(change.sample().tasks()).isEqualTo(TASKS);
        assertThat(change.p()).isCloseTo(1 / 256.0, within(1e-12));
        assertOnPage("three times, four of them wrong now: (1/4)⁴ = %.4f", change.p());
    }

    /// All plain tasks are right; under the probe the first few are wrong.
    private static Run probed(String id, int wrong) {
        var plain = run(id, TASKS, _ -> answer(true)).observations().stream();
        var probed = IntStream.range(0, TASKS)
                .mapToObj(i -> Examples.observation(
                        "t" + i + "@hostile:message", 0, answer(i >= wrong), Duration.ofMillis(100)));
        return new Run(id, Optional.empty(), Stream.concat(plain, probed).toList());
    }

    @Test
    void fourVariationsOfOneTaskSayOneThing() throws IOException {
        var then = new double[TASKS];
        Arrays.fill(then, 1);
        var now = then.clone();
        Arrays.fill(now, 0, 4, 0);
        int[] clusters = IntStream.range(0, TASKS).map(i -> i / 4).toArray();
        var differences =
                IntStream.range(0, TASKS).mapToDouble(i -> now[i] - then[i]).toArray();

        var trials = new Clusters(clusters).trials(differences);
        var alone = NewcombePaired.of(then, now, 0.95);
        var together = NewcombePaired.of(then, now, trials, 0.95);

        assertThat(trials).isEqualTo(5);
        assertOnPage("20² / (5 × 4²) = %.0f tasks", trials);
        assertOnPage("interval from −%.1f to", -100 * alone.low());
        assertOnPage("to +%.1f points; five", 100 * alone.high());
        assertOnPage("five tasks give one from −%.1f", -100 * together.low());
        assertOnPage("to +%.1f.", 100 * together.high());
    }

    private Finding gate(String promise, IntFunction<Outcome> then, IntFunction<Outcome> now) {
        var pact = examples.pact(TASKS, promise);
        var baseline = certified(pact, run("a", TASKS, then), run("b", TASKS, then), run("c", TASKS, then));
        Run candidate = run("d", TASKS, now);
        Evaluation evaluation = evaluate(pact, baseline, candidate);
        return evaluation.findings().getFirst();
    }

    private static void assertOnPage(String words, double figure) throws IOException {
        assertThat(Files.readString(PAGE).replaceAll("\\s+", " ")).contains(String.format(Locale.ROOT, words, figure));
    }

    private static Outcome answer(boolean right) {
        return new Outcome.Answered(right ? "yes" : "no");
    }
}
