package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Quantile;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Interval of a change by resampling whole tasks with replacement: it speaks of other tasks like these.
///
/// The replays of a task stay together, and so do tasks of one cluster, so their dependence does not narrow the
/// interval. The ends are corrected
/// for bias and skewness (BCa; Efron 1987, Journal of the American Statistical Association 82, 171-185). Below
/// about 20 tasks it covers less than it says, and when all tasks changed alike its width is 0.
public record ClusterBootstrap(Statistic statistic, int resamples, long seed) {
    private static final Quantile QUANTILE =
            Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).withCopy(false);

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /// Values closer than this share of the largest score, or as ratios, are ties: they differ by rounding.
    private static final double TIE = 1e-12;

    /// Clusters are left out one at a time up to this many, in this many groups beyond: it only has to find the
    /// skewness.
    private static final int JACKKNIFE_GROUPS = 200;

    public ClusterBootstrap {
        Arguments.atLeast(1, resamples, "number of resamples");
    }

    /// Of candidate − certified; rows are tasks.
    public Resampled difference(double[][] certified, double[][] candidate) {
        return difference(certified, candidate, eachAlone(certified.length));
    }

    /// The same, where `clusters[i]` numbers the cluster of task i, from 0.
    public Resampled difference(double[][] certified, double[][] candidate, int[] clusters) {
        var scores = new TaskScores(certified, candidate);
        return resampled(scores, clusters, (before, after) -> after - before, TIE * scores.largestMagnitude());
    }

    /// Of candidate / certified for positive numbers, such as seconds; rows are tasks.
    public Resampled ratio(double[][] certified, double[][] candidate) {
        return ratio(certified, candidate, eachAlone(certified.length));
    }

    /// The same, where `clusters[i]` numbers the cluster of task i, from 0.
    public Resampled ratio(double[][] certified, double[][] candidate, int[] clusters) {
        var scores = new TaskScores(certified, candidate);
        scores.requirePositive();
        return resampled(scores, clusters, (before, after) -> after / before, TIE);
    }

    private static int[] eachAlone(int tasks) {
        return IntStream.range(0, tasks).toArray();
    }

    private Resampled resampled(TaskScores scores, int[] clusters, DoubleBinaryOperator contrast, double tie) {
        int[][] members = members(scores.tasks(), clusters);
        Arguments.atLeast(2, members.length, "number of tasks to resample");
        var resampled = ResampledContrast.of(statistic, scores, contrast);
        double[] replicates = Replicates.of(
                resamples,
                seed,
                () -> resampling(resampled, scores.tasks(), members).oneByOne());
        double observed = resampled.of(IntStream.range(0, scores.tasks()).toArray());
        double bias = NORMAL.inverseCumulativeProbability(shareBelow(observed, tie, replicates));
        return new Resampled(replicates, bias, acceleration(resampled, clusters, members.length));
    }

    /// Replicates of the contrast, made once for intervals of any level.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Resampled(double[] replicates, double bias, double skewness) {
        public Interval interval(double level) {
            Arguments.level(level);
            if (Double.isInfinite(bias)) {
                // every replicate lies on one side of the data, so there is nothing to correct by
                return between((1 - level) / 2, (1 + level) / 2, level, "percentile bootstrap over tasks");
            }
            return between(corrected((1 - level) / 2), corrected((1 + level) / 2), level, "BCa bootstrap over tasks");
        }

        private Interval between(double from, double to, double level, String method) {
            double[] ends = QUANTILE.evaluate(replicates, from, to);
            return new Interval(ends[0], ends[1], level, method);
        }

        private double corrected(double probability) {
            double shifted = bias + NORMAL.inverseCumulativeProbability(probability);
            return NORMAL.cumulativeProbability(bias + shifted / (1 - skewness * shifted));
        }
    }

    /// The tasks of each cluster.
    private static int[][] members(int tasks, int[] clusters) {
        Arguments.sameLength(tasks, clusters.length);
        int count = 1 + Arrays.stream(clusters).max().orElse(-1);
        var sizes = new int[count];
        Arrays.stream(clusters).forEach(cluster -> sizes[cluster]++);
        var members = new int[count][];
        Arrays.setAll(members, cluster -> new int[sizes[cluster]]);
        for (int task = tasks - 1; task >= 0; task--) {
            members[clusters[task]][--sizes[clusters[task]]] = task;
        }
        return members;
    }

    private static Replicates.Draw resampling(ResampledContrast contrast, int tasks, int[][] members) {
        ResampledContrast resampled = contrast.copy();
        var drawn = new int[members.length];
        if (members.length == tasks) {
            return dice -> {
                dice.fill(drawn, drawn.length, tasks);
                return resampled.of(drawn);
            };
        }
        return dice -> {
            dice.fill(drawn, drawn.length, members.length);
            return resampled.of(Arrays.stream(drawn)
                    .flatMap(cluster -> Arrays.stream(members[cluster]))
                    .toArray());
        };
    }

    /// Replicates equal to the data count half, as they are common with 0/1 scores.
    private static double shareBelow(double observed, double tie, double[] replicates) {
        double below = DoubleStream.of(replicates)
                .filter(value -> value < observed - tie)
                .count();
        double notAbove = DoubleStream.of(replicates)
                .filter(value -> value <= observed + tie)
                .count();
        return (below + notAbove) / (2 * replicates.length);
    }

    /// A sixth of the skewness of the jackknife values.
    private static double acceleration(ResampledContrast contrast, int[] clusters, int count) {
        int groups = Math.min(count, JACKKNIFE_GROUPS);
        double[] values = IntStream.range(0, groups)
                .mapToDouble(left -> contrast.of(IntStream.range(0, clusters.length)
                        .filter(task -> clusters[task] % groups != left)
                        .toArray()))
                .toArray();
        double mean = DoubleStream.of(values).sum() / groups;
        double squares =
                DoubleStream.of(values).map(value -> Math.pow(mean - value, 2)).sum();
        double cubes =
                DoubleStream.of(values).map(value -> Math.pow(mean - value, 3)).sum();
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }
}
