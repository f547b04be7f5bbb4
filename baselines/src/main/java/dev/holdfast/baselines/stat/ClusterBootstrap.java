package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import org.apache.commons.statistics.descriptive.Quantile;

/// Interval of a change by resampling whole tasks with replacement: it speaks of other tasks like these.
///
/// The replays of a task stay together, so their dependence does not narrow the interval. Reference: Davison and
/// Hinkley (1997), Bootstrap Methods and their Application, sections 3.8 and 5.3. Below about 20 tasks it covers
/// less than it says, and when all tasks changed alike its width is 0.
public record ClusterBootstrap(Statistic statistic, int resamples, long seed) {
    private static final Quantile QUANTILE =
            Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).withCopy(false);

    public ClusterBootstrap {
        Arguments.atLeast(1, resamples, "number of resamples");
    }

    /// Interval of candidate − certified; rows are tasks.
    public Interval difference(double[][] certified, double[][] candidate, double level) {
        return interval(new TaskScores(certified, candidate), (before, after) -> after - before, level);
    }

    /// Interval of candidate / certified for positive numbers, such as seconds; rows are tasks.
    public Interval ratio(double[][] certified, double[][] candidate, double level) {
        var scores = new TaskScores(certified, candidate);
        scores.requirePositive();
        return interval(scores, (before, after) -> after / before, level);
    }

    private Interval interval(TaskScores scores, DoubleBinaryOperator contrast, double level) {
        Arguments.atLeast(2, scores.tasks(), "number of tasks to resample");
        Arguments.level(level);
        double[] replicates = Replicates.of(resamples, seed, () -> {
            var resampled = ResampledContrast.of(statistic, scores, contrast);
            var drawn = new int[scores.tasks()];
            return random -> {
                Arrays.setAll(drawn, i -> random.nextInt(drawn.length));
                return resampled.of(drawn);
            };
        });
        double[] ends = QUANTILE.evaluate(replicates, (1 - level) / 2, (1 + level) / 2);
        return new Interval(ends[0], ends[1], level, "percentile bootstrap over tasks");
    }
}
