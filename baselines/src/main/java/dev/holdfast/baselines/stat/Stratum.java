package dev.holdfast.baselines.stat;

import java.util.Arrays;

/// The new successes of one task when nothing changed: hypergeometric, given the task's successes in all replays.
///
/// Logarithms of the weights are kept relative to the first value of the support, so that no count overflows.
record Stratum(int certifiedReplays, int newReplays, int successes) {
    static Stratum of(TaskCounts counts) {
        return new Stratum(
                counts.certifiedReplays(), counts.newReplays(), counts.certifiedSuccesses() + counts.newSuccesses());
    }

    int lowest() {
        return Math.max(0, successes - certifiedReplays);
    }

    int highest() {
        return Math.min(newReplays, successes);
    }

    /// ln P(lowest + i) − ln P(lowest), from the ratio of neighbouring hypergeometric probabilities.
    double[] logWeights() {
        int lowest = lowest();
        var weights = new double[highest() - lowest + 1];
        for (int i = 1; i < weights.length; i++) {
            double x = lowest + i;
            double up = (successes - x + 1) * (newReplays - x + 1);
            double down = x * (certifiedReplays - successes + x);
            weights[i] = weights[i - 1] + Math.log(up / down);
        }
        return weights;
    }

    /// ln Σ exp(weight + θ·i): the logarithm of the tilted sum, safe against overflow.
    static double logSum(double[] logWeights, double tilt) {
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logWeights.length; i++) {
            top = Math.max(top, logWeights[i] + tilt * i);
        }
        double sum = 0;
        for (int i = 0; i < logWeights.length; i++) {
            sum += Math.exp(logWeights[i] + tilt * i - top);
        }
        return top + Math.log(sum);
    }

    /// Probabilities proportional to exp(weight + θ·i).
    static double[] tilted(double[] logWeights, double tilt) {
        double total = logSum(logWeights, tilt);
        var probabilities = new double[logWeights.length];
        Arrays.setAll(probabilities, i -> Math.exp(logWeights[i] + tilt * i - total));
        return probabilities;
    }
}
