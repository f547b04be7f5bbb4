package dev.holdfast.baselines.stat;

import org.apache.commons.statistics.distribution.BetaDistribution;

/// The exact interval of a proportion, which never covers less than it says (Clopper and Pearson 1934, Biometrika
/// 26, 404-413).
public final class ClopperPearson {
    private ClopperPearson() {}

    /// Two-sided interval in [0, 1]; with no failures its lower end is the "rule of three" bound of a rate.
    public static Interval of(int successes, int trials, double level) {
        Arguments.atLeast(1, trials, "trials");
        Arguments.counts(successes, trials, "interval");
        double tail = (1 - Arguments.level(level)) / 2;
        double low = successes == 0
                ? 0
                : BetaDistribution.of(successes, trials - successes + 1.0).inverseCumulativeProbability(tail);
        double high = successes == trials
                ? 1
                : BetaDistribution.of(successes + 1.0, trials - successes).inverseSurvivalProbability(tail);
        return new Interval(low, high, level, "Clopper-Pearson");
    }
}
