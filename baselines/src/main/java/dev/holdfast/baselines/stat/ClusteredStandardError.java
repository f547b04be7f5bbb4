package dev.holdfast.baselines.stat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

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

    /// How many independent values have as large a standard error as these: their number over the design effect
    /// (Kish 1965, Survey Sampling), which is never taken for less than 1, nor for more than that of clusters whose
    /// values are all alike. Values without variation show no design effect, so there the worst is assumed.
    public static double effectiveSize(double[] values, int[] clusters) {
        double alone = of(values).standardError();
        double ratio = of(values, clusters).standardError() / alone;
        double least = sizeIfAlike(clusters);
        return alone > 0 ? Math.clamp(values.length / (ratio * ratio), least, values.length) : least;
    }

    /// How many independent values these are worth where clusters always say the same.
    public static double sizeIfAlike(int[] clusters) {
        Map<Integer, Integer> sizes = new HashMap<>();
        for (int cluster : clusters) {
            sizes.merge(cluster, 1, Integer::sum);
        }
        double squares = sizes.values().stream()
                .mapToDouble(size -> (double) size * size)
                .sum();
        return clusters.length * (double) clusters.length / squares;
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
}
