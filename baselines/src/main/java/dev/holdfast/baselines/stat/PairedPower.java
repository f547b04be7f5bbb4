package dev.holdfast.baselines.stat;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// How many tasks two runs of one replay a task need, in closed form.
///
/// `noise` is the share of tasks that come out differently in two runs of an unchanged agent, half of them each way.
/// Reference for both: Connor (1987), Biometrics 43, 207-211, and the binomial distribution of the flips.
public final class PairedPower {
    private static final int STEP = 5;
    private static final int MOST = 20_000;

    /// Numbers of flips this many standard deviations out have no chance to speak of.
    private static final double FAR = 8;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private PairedPower() {}

    /// The chance that the exact one-sided McNemar test at `alpha` finds a drop in a suite of so many tasks.
    public static double ofMcNemar(int tasks, double drop, double noise, double alpha) {
        var flipping = Math.min(1, drop + noise);
        var worse = Math.min(1, (drop + noise / 2) / flipping);
        var flips = BinomialDistribution.of(tasks, flipping);
        var spread = FAR * Math.sqrt(flips.getVariance());
        var fewest = Math.max(1, (int) (flips.getMean() - spread));
        var most = Math.min(tasks, (int) Math.ceil(flips.getMean() + spread));
        double power = 0;
        for (var n = fewest; n <= most; n++) {
            power += flips.probability(n) * rejecting(n, worse, alpha);
        }
        return power;
    }

    /// P(the test rejects) when `flips` tasks flip, each to worse with chance `worse`.
    private static double rejecting(int flips, double worse, double alpha) {
        var fair = BinomialDistribution.of(flips, 0.5);
        // the fewest flips to worse whose upper tail is at most alpha
        var needed = flips - fair.inverseCumulativeProbability(alpha) + 1;
        while (needed > 0 && fair.survivalProbability(needed - 2) <= alpha) {
            needed--;
        }
        while (needed <= flips && fair.survivalProbability(needed - 1) > alpha) {
            needed++;
        }
        return needed > flips ? 0 : BinomialDistribution.of(flips, worse).survivalProbability(needed - 1);
    }

    /// Tasks, to the next five, with which the exact McNemar test finds a drop with at least such a chance.
    public static int tasksToFind(double drop, double noise, double alpha, double power) {
        var low = 0;
        var high = MOST / STEP;
        while (high - low > 1) {
            var middle = (low + high) / 2;
            if (ofMcNemar(middle * STEP, drop, noise, alpha) >= power) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high * STEP;
    }

    /// Tasks with which the one-sided bound of an unchanged agent lies within `margin` with at least such a chance
    /// (normal approximation).
    public static int tasksToPass(double margin, double noise, double alpha, double power) {
        var z = NORMAL.inverseSurvivalProbability(alpha) + NORMAL.inverseSurvivalProbability(1 - power);
        return (int) Math.ceil(z * z * noise / (margin * margin));
    }
}
