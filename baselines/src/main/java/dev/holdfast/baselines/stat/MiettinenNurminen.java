package dev.holdfast.baselines.stat;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Score interval of the difference candidate − certified of two independent proportions.
///
/// It holds every difference that the score test, with the two rates estimated under that difference, does not
/// reject. Reference: Miettinen and Nurminen (1985), Statistics in Medicine 4, 213-226.
public final class MiettinenNurminen {
    private static final double ACCURACY = 1e-12;
    private static final int EVALUATIONS = 1000;

    private final int successes1;
    private final int trials1;
    private final int successes2;
    private final int trials2;

    private MiettinenNurminen(int successes1, int trials1, int successes2, int trials2) {
        this.successes1 = successes1;
        this.trials1 = trials1;
        this.successes2 = successes2;
        this.trials2 = trials2;
    }

    /// Two-sided interval in [−1, 1].
    public static Interval of(
            int certifiedSuccesses, int certifiedTrials, int newSuccesses, int newTrials, double level) {
        Arguments.atLeast(1, certifiedTrials, "certified trials");
        Arguments.atLeast(1, newTrials, "new trials");
        Arguments.counts(certifiedSuccesses, certifiedTrials, "certified");
        Arguments.counts(newSuccesses, newTrials, "new");
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - Arguments.level(level)) / 2);
        var data = new MiettinenNurminen(newSuccesses, newTrials, certifiedSuccesses, certifiedTrials);
        return new Interval(data.lowEnd(z), data.highEnd(z), level, "Miettinen-Nurminen");
    }

    private double observed() {
        return (double) successes1 / trials1 - (double) successes2 / trials2;
    }

    private double lowEnd(double z) {
        return observed() <= -1 ? -1 : root(difference -> score(difference) - z, -1, observed());
    }

    private double highEnd(double z) {
        return observed() >= 1 ? 1 : root(difference -> score(difference) + z, observed(), 1);
    }

    private static double root(UnivariateFunction score, double from, double to) {
        return new BrentSolver(ACCURACY).solve(EVALUATIONS, score, from, to);
    }

    /// The score statistic of a supposed difference; falls as the difference grows.
    private double score(double difference) {
        double p2 = secondRate(difference);
        double p1 = Math.clamp(p2 + difference, 0, 1);
        double total = (double) trials1 + trials2;
        double variance = (p1 * (1 - p1) / trials1 + p2 * (1 - p2) / trials2) * total / (total - 1);
        double distance = observed() - difference;
        // at ±1 the variance vanishes; the sign is all that the search needs there
        return variance > 0 ? distance / Math.sqrt(variance) : Math.signum(distance) * Double.MAX_VALUE / 2;
    }

    /// The second rate's maximum likelihood estimate given the difference: the right root of a cubic, in closed
    /// form.
    private double secondRate(double difference) {
        double total = (double) trials1 + trials2;
        double l2 = (trials1 + 2.0 * trials2) * difference - total - successes1 - successes2;
        double l1 = (trials2 * difference - total - 2.0 * successes2) * difference + successes1 + successes2;
        double l0 = successes2 * difference * (1 - difference);
        double third = l2 / (3 * total);
        double q = third * third * third - l1 * l2 / (6 * total * total) + l0 / (2 * total);
        double p = Math.copySign(Math.sqrt(Math.max(0, third * third - l1 / (3 * total))), q);
        double cosine = p == 0 ? 0 : Math.clamp(q / (p * p * p), -1, 1);
        double angle = (Math.PI + Math.acos(cosine)) / 3;
        return Math.clamp(2 * p * Math.cos(angle) - third, Math.max(0, -difference), Math.min(1, 1 - difference));
    }
}
