package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.descriptive.Quantile;

/// The population stability index of two samples, for display only: it grows with fewer values and has no null
/// distribution.
///
/// Bins are the certified sample's quantiles; half a value is added to each bin, so that an empty one stays
/// finite.
public final class PopulationStabilityIndex {
    private static final Quantile QUANTILE = Quantile.withDefaults().with(Quantile.EstimationMethod.HF7);
    private static final double HALF_A_VALUE = 0.5;

    private PopulationStabilityIndex() {}

    /// Σ (candidate share − certified share) · ln(candidate share / certified share) over `bins` bins, 10 by
    /// custom.
    public static double of(double[] certified, double[] candidate, int bins) {
        Arguments.finite(certified, "certified");
        Arguments.finite(candidate, "candidate");
        Arguments.atLeast(2, bins, "number of bins");
        double[] probabilities =
                IntStream.range(1, bins).mapToDouble(bin -> (double) bin / bins).toArray();
        // tied values can make several quantiles one
        double[] edges = Arrays.stream(QUANTILE.evaluate(certified, probabilities))
                .distinct()
                .toArray();
        double[] before = shares(certified, edges);
        double[] after = shares(candidate, edges);
        return IntStream.range(0, before.length)
                .mapToDouble(bin -> (after[bin] - before[bin]) * Math.log(after[bin] / before[bin]))
                .sum();
    }

    /// Bin i holds the values above edge i−1 and up to edge i.
    private static double[] shares(double[] values, double[] edges) {
        var shares = new double[edges.length + 1];
        Arrays.fill(shares, HALF_A_VALUE);
        for (double value : values) {
            int found = Arrays.binarySearch(edges, value);
            shares[found < 0 ? -found - 1 : found]++;
        }
        double total = values.length + HALF_A_VALUE * shares.length;
        Arrays.setAll(shares, bin -> shares[bin] / total);
        return shares;
    }
}
