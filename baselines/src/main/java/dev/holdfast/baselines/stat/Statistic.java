package dev.holdfast.baselines.stat;

import java.util.Arrays;
import org.apache.commons.statistics.descriptive.Quantile;

/// What is compared between certified and candidate scores: the mean of the task means, or a quantile pooled over
/// tasks.
///
/// Quantiles interpolate linearly between order statistics (type 7 of Hyndman and Fan 1996: the default of R and
/// NumPy).
public enum Statistic {
    MEAN(Double.NaN),
    MEDIAN(0.5),
    P90(0.9),
    P95(0.95),
    P99(0.99);

    private static final Quantile IN_PLACE =
            Quantile.withDefaults().with(Quantile.EstimationMethod.HF7).withCopy(false);

    private final double probability;

    Statistic(double probability) {
        this.probability = probability;
    }

    /// Its value for scores by task.
    public double of(double[][] tasks) {
        Arguments.atLeast(1, tasks.length, "number of tasks");
        if (this == MEAN) {
            return Arrays.stream(tasks)
                    .mapToDouble(task -> Arrays.stream(task).average().orElseThrow())
                    .average()
                    .orElseThrow();
        }
        return quantileInPlace(
                Arrays.stream(tasks).flatMapToDouble(Arrays::stream).toArray());
    }

    /// Of a quantile; not a number for the mean.
    double probability() {
        return probability;
    }

    /// The quantile of the pooled values, which it reorders.
    double quantileInPlace(double[] pooled) {
        return IN_PLACE.evaluate(pooled, probability);
    }
}
