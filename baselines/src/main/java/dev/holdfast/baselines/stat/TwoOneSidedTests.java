package dev.holdfast.baselines.stat;

import org.apache.commons.statistics.distribution.TDistribution;

/// Is a change smaller than the margin? Small p-values prove it: here "no change beyond the margin" has to be
/// shown.
///
/// `nonInferiority` is the p-value of the null hypothesis "the change is −margin or worse", `nonSuperiority` that
/// of "it is +margin or more". Reference: Schuirmann (1987), Journal of Pharmacokinetics and Biopharmaceutics 15,
/// 657-680.
public record TwoOneSidedTests(double nonInferiority, double nonSuperiority) {
    /// `margin` is positive and has the unit of the estimate's mean.
    public static TwoOneSidedTests of(ClusteredStandardError change, double margin) {
        Arguments.positive(margin, "margin");
        return new TwoOneSidedTests(
                upperTail(change, change.mean() + margin), upperTail(change, margin - change.mean()));
    }

    /// The p-value of equivalence: the change lies within ±margin.
    public double equivalence() {
        return Math.max(nonInferiority, nonSuperiority);
    }

    private static double upperTail(ClusteredStandardError change, double distance) {
        if (change.standardError() == 0) {
            throw new IllegalArgumentException("all tasks changed by " + change.mean()
                    + ": without variation there is no standard error to test by");
        }
        return TDistribution.of(change.degreesOfFreedom()).survivalProbability(distance / change.standardError());
    }
}
