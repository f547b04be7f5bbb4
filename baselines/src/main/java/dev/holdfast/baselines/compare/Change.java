package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.ClusterBootstrap;
import dev.holdfast.baselines.stat.Interval;
import dev.holdfast.baselines.stat.NewcombePaired;
import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.baselines.stat.StratifiedExactTest;
import dev.holdfast.baselines.stat.TaskCounts;
import dev.holdfast.baselines.stat.WithinTaskPermutation;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.pact.Tolerance;
import dev.holdfast.schema.pact.Unit;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// Measures how a metric moved from the baseline to the candidate, on tasks that both have.
final class Change {
    private final PairedScores scores;
    private final Unit unit;
    private final Statistic statistic;
    private final boolean riseIsHarm;
    private final Confidence confidence;

    Change(PairedScores scores, Unit unit, Statistic statistic, boolean riseIsHarm, Confidence confidence) {
        this.scores = scores;
        this.unit = unit;
        this.statistic = statistic;
        this.riseIsHarm = riseIsHarm;
        this.confidence = confidence;
    }

    Comparison.Change measure(Tolerance tolerance) {
        return unit == Unit.SHARE ? ofShares(tolerance) : ofQuantities(tolerance);
    }

    /// Quantities are compared by ratio, which takes numbers above 0 and more than one task, or cluster of tasks.
    boolean isMeasurable() {
        return unit == Unit.SHARE || (allPositive() && scores.clusters().count() > 1);
    }

    private Comparison.Change ofShares(Tolerance tolerance) {
        var certified = means(scores.certified());
        var candidate = means(scores.candidate());
        var clusters = scores.clusters();
        var trials = clusters.trials(differences(certified, candidate));
        var shown = NewcombePaired.of(certified, candidate, trials, confidence.shownLevel());
        var bounds = NewcombePaired.of(certified, candidate, trials, confidence.boundLevel());
        var before = mean(certified);
        var now = mean(candidate);
        var binary = isBinary(scores.certified()) && isBinary(scores.candidate());
        return new Comparison.Change(
                sample(),
                unit,
                before,
                now,
                new Estimate(now - before, shown.low(), shown.high()),
                tolerance.allowance(before),
                riseIsHarm ? bounds.high() : bounds.low(),
                binary ? exact() : permutation(false),
                1,
                clusters.in(shown.method()),
                binary ? exactName() : "permutation within the task");
    }

    /// Quantities are promised by ratio, so their interval is one of the ratio, told in the metric's own unit.
    private Comparison.Change ofQuantities(Tolerance tolerance) {
        var ratio = new ClusterBootstrap(statistic, confidence.resamples(), confidence.seed())
                .ratio(scores.certified(), scores.candidate(), scores.clusters().byTask());
        var shown = ratio.interval(confidence.shownLevel());
        var bounds = ratio.interval(confidence.boundLevel());
        var before = statistic.of(scores.certified());
        var now = statistic.of(scores.candidate());
        return new Comparison.Change(
                sample(),
                unit,
                before,
                now,
                difference(before, now, shown),
                tolerance.allowance(before),
                ((riseIsHarm ? bounds.high() : bounds.low()) - 1) * before,
                permutation(true),
                1,
                scores.clusters().in(shown.method()),
                "permutation within the task");
    }

    private static double[] differences(double[] certified, double[] candidate) {
        return IntStream.range(0, certified.length)
                .mapToDouble(task -> candidate[task] - certified[task])
                .toArray();
    }

    private static Estimate difference(double before, double now, Interval ratio) {
        return new Estimate(now - before, (ratio.low() - 1) * before, (ratio.high() - 1) * before);
    }

    private double exact() {
        var counts = scores.pairs().stream()
                .map(pair -> new TaskCounts(
                        successes(pair.certified()),
                        pair.certified().length,
                        successes(pair.candidate()),
                        pair.candidate().length))
                .toList();
        return (riseIsHarm ? StratifiedExactTest.moreSuccesses(counts) : StratifiedExactTest.fewerSuccesses(counts))
                .p();
    }

    private String exactName() {
        var single =
                scores.pairs().stream().allMatch(pair -> pair.certified().length == 1 && pair.candidate().length == 1);
        return single ? "exact McNemar, one-sided" : "stratified exact, one-sided";
    }

    private double permutation(boolean logScale) {
        var test = new WithinTaskPermutation(statistic, logScale, confidence.permutations(), confidence.seed());
        return riseIsHarm
                ? test.pGreater(scores.certified(), scores.candidate())
                : test.pLess(scores.certified(), scores.candidate());
    }

    private Comparison.Sample sample() {
        return new Comparison.Sample(scores.pairs().size(), replays(scores.certified()), replays(scores.candidate()));
    }

    private boolean allPositive() {
        return all(scores.certified()).allMatch(value -> value > 0)
                && all(scores.candidate()).allMatch(value -> value > 0);
    }

    private static boolean isBinary(double[][] scores) {
        return all(scores).allMatch(score -> score == 0 || score == 1);
    }

    private static DoubleStream all(double[][] scores) {
        return Arrays.stream(scores).flatMapToDouble(Arrays::stream);
    }

    private static int successes(double[] scores) {
        return (int) Arrays.stream(scores).filter(score -> score == 1).count();
    }

    static int replays(double[][] scores) {
        return (int) all(scores).count();
    }

    static double[] means(double[][] scores) {
        return Arrays.stream(scores).mapToDouble(Change::mean).toArray();
    }

    static double mean(double[] scores) {
        return Math.min(Arrays.stream(scores).sum() / scores.length, Double.MAX_VALUE);
    }
}
