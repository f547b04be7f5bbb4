package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.ClusterBootstrap;
import dev.holdfast.baselines.stat.Interval;
import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.baselines.stat.WilsonInterval;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.pact.Unit;
import java.util.function.DoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Measures where one side stands, against an absolute bound.
final class Level {
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final double[][] scores;
    private final Clusters clusters;
    private final Unit unit;
    private final Statistic statistic;
    private final boolean highIsHarm;
    private final Confidence confidence;
    private final DoubleFunction<Interval> intervals;

    /// The scores by task; every task counts once, however often it was replayed.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Scores(double[][] byTask, Clusters clusters) {}

    Level(Scores scores, Unit unit, Statistic statistic, boolean highIsHarm, Confidence confidence) {
        this.scores = scores.byTask();
        this.clusters = scores.clusters();
        this.unit = unit;
        this.statistic = statistic;
        this.highIsHarm = highIsHarm;
        this.confidence = confidence;
        this.intervals = intervals();
    }

    /// The value with its interval, for people.
    Estimate estimate() {
        var shown = intervals.apply(confidence.shownLevel());
        return new Estimate(value(), shown.low(), shown.high());
    }

    /// The value against the bound.
    Comparison.Level against(double bound, Comparison.Sample sample) {
        var bounds = intervals.apply(confidence.boundLevel());
        return new Comparison.Level(
                sample,
                unit,
                estimate(),
                bound,
                highIsHarm ? bounds.high() : bounds.low(),
                pBeyond(bound),
                1,
                clusters.in(bounds.method()));
    }

    private double value() {
        return statistic.of(scores);
    }

    /// By level.
    private DoubleFunction<Interval> intervals() {
        if (unit == Unit.SHARE) {
            return level -> WilsonInterval.of(Math.clamp(value(), 0, 1), trials(), level);
        }
        if (clusters.count() == 1) {
            return level -> new Interval(value(), value(), level, "a single task");
        }
        // measured from 0, a change of the statistic is the statistic itself
        return new ClusterBootstrap(statistic, confidence.resamples(), confidence.seed())
                .difference(zeros(), scores, clusters.byTask())::interval;
    }

    private double trials() {
        return clusters.trials(Change.means(scores));
    }

    private double[][] zeros() {
        var zeros = new double[scores.length][];
        for (var i = 0; i < zeros.length; i++) {
            zeros[i] = new double[scores[i].length];
        }
        return zeros;
    }

    /// Null hypothesis: the true value is the bound. The score test whose inversion is Wilson's interval, or its
    /// like for quantities.
    private double pBeyond(double bound) {
        var beyond = highIsHarm ? value() - bound : bound - value();
        if (beyond <= 0) {
            return 1;
        }
        var error = standardError(bound);
        return error == 0 ? Double.MIN_VALUE : NORMAL.survivalProbability(beyond / error);
    }

    private double standardError(double bound) {
        if (unit == Unit.SHARE) {
            return Math.sqrt(bound * (1 - bound) / trials());
        }
        var interval = intervals.apply(Confidence.SHOWN);
        return (interval.high() - interval.low()) / (2 * NORMAL.inverseSurvivalProbability((1 - Confidence.SHOWN) / 2));
    }
}
