package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/// A mean and its standard error when values of one cluster (tasks about one document, replays of one task) go
/// together.
///
/// Reference: Miller (2024), Adding Error Bars to Evals, arXiv 2411.00640, with the factor G/(G − 1) for G
/// clusters; with every value its own cluster this is the usual standard error. Needs at least 2 clusters, and
/// some 30 to be trusted.
public record ClusteredStandardError(double mean, double standardError, int clusters) {
    public ClusteredStandardError {
        Arguments.finite(new double[] {mean, standardError}, "mean and standard error");
        Arguments.atLeast(2, clusters, "number of clusters");
        if (standardError < 0) {
            throw new IllegalArgumentException("standard error must not be negative, but is " + standardError);
        }
    }

    /// Every value is its own cluster.
    public static ClusteredStandardError of(double[] values) {
        return of(values, IntStream.range(0, values.length).toArray());
    }

    /// `clusters[i]` names the cluster of `values[i]`.
    public static ClusteredStandardError of(double[] values, int[] clusters) {
        Arguments.finite(values, "values");
        if (values.length != clusters.length) {
            throw new IllegalArgumentException(values.length + " values have " + clusters.length + " cluster names");
        }
        double mean = DoubleStream.of(values).sum() / values.length;
        Map<Integer, Double> residuals = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            residuals.merge(clusters[i], values[i] - mean, Double::sum);
        }
        double count = Arguments.atLeast(2, residuals.size(), "number of clusters");
        double squares =
                residuals.values().stream().mapToDouble(sum -> sum * sum).sum();
        double variance = squares * count / (count - 1) / values.length / values.length;
        return new ClusteredStandardError(mean, Math.sqrt(variance), residuals.size());
    }

    /// The mean difference candidate − certified of tasks in the same order, each task its own cluster.
    public static ClusteredStandardError paired(double[] certified, double[] candidate) {
        return paired(certified, candidate, IntStream.range(0, certified.length).toArray());
    }

    /// The mean difference candidate − certified of tasks in the same order; `clusters[i]` names the cluster of
    /// task i.
    public static ClusteredStandardError paired(double[] certified, double[] candidate, int[] clusters) {
        Arguments.finite(certified, "certified");
        Arguments.finite(candidate, "candidate");
        Arguments.sameLength(certified.length, candidate.length);
        var differences = new double[certified.length];
        Arrays.setAll(differences, i -> candidate[i] - certified[i]);
        return of(differences, clusters);
    }

    /// Two-sided interval by Student's t with one degree of freedom less than clusters.
    public Interval interval(double level) {
        double t = TDistribution.of(degreesOfFreedom()).inverseSurvivalProbability((1 - Arguments.level(level)) / 2);
        return new Interval(mean - t * standardError, mean + t * standardError, level, "clustered standard error");
    }

    int degreesOfFreedom() {
        return clusters - 1;
    }
}
