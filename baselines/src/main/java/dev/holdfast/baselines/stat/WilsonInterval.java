package dev.holdfast.baselines.stat;

import org.apache.commons.statistics.distribution.NormalDistribution;

/// The score interval of a proportion (Wilson 1927, Journal of the American Statistical Association 22, 209-212).
///
/// Proportion and n may be fractional, so that effective sample sizes and means of graded scores can be used.
public final class WilsonInterval {
    private WilsonInterval() {}

    /// Two-sided interval in [0, 1] for a proportion seen in `n` independent trials.
    public static Interval of(double proportion, double n, double level) {
        Arguments.proportion(proportion, "proportion");
        Arguments.positive(n, "n");
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - Arguments.level(level)) / 2);
        double z2 = z * z;
        double centre = proportion + z2 / (2 * n);
        double spread = z * Math.sqrt((proportion * (1 - proportion) + z2 / (4 * n)) / n);
        double denominator = 1 + z2 / n;
        // the formula gives exactly 0 and 1 at the ends, rounding does not
        double low = proportion == 0 ? 0 : Math.max(0, (centre - spread) / denominator);
        double high = proportion == 1 ? 1 : Math.min(1, (centre + spread) / denominator);
        return new Interval(low, high, level, "Wilson");
    }
}
