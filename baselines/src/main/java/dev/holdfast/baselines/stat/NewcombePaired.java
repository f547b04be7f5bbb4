package dev.holdfast.baselines.stat;

import java.util.stream.DoubleStream;

/// Interval of the difference candidate − certified of two proportions paired by task: Newcombe's method 10.
///
/// Two Wilson intervals are joined by the correlation φ of the pairs, continuity-corrected downwards when it is
/// positive. Reference: Newcombe (1998), Statistics in Medicine 17, 2635-2650. For 0/1 scores this is his interval
/// to the digit. For means of several replays it stays valid but is wider than need be: each Wilson interval
/// counts a task as one 0/1 trial.
public final class NewcombePaired {
    /// Below this share of its largest possible value, n²/4, a variance is rounding error of a constant.
    private static final double CONSTANT = 1e-12;

    private NewcombePaired() {}

    /// `certified` and `candidate` hold each task's mean score in [0, 1], in the same order of tasks.
    public static Interval of(double[] certified, double[] candidate, double level) {
        return of(certified, candidate, candidate.length, level);
    }

    /// The same where tasks go together and are worth only so many independent trials.
    public static Interval of(double[] certified, double[] candidate, double trials, double level) {
        Arguments.proportions(certified, "certified");
        Arguments.proportions(candidate, "candidate");
        Arguments.sameLength(certified.length, candidate.length);
        double p1 = mean(candidate);
        double p2 = mean(certified);
        Interval wilson1 = WilsonInterval.of(p1, trials, level);
        Interval wilson2 = WilsonInterval.of(p2, trials, level);
        double phi = correctedPhi(candidate, certified);
        double down = joined(p1 - wilson1.low(), wilson2.high() - p2, phi);
        double up = joined(wilson1.high() - p1, p2 - wilson2.low(), phi);
        double low = Math.max(-1, p1 - p2 - down);
        double high = Math.min(1, p1 - p2 + up);
        return new Interval(low, high, level, "Newcombe paired (method 10)");
    }

    private static double joined(double one, double other, double phi) {
        return Math.sqrt(Math.max(0, one * one - 2 * phi * one * other + other * other));
    }

    /// For 0/1 scores n·Σxy − Σx·Σy is ad − bc of the 2×2 table, from which Newcombe takes n/2 if positive (not
    /// below 0).
    private static double correctedPhi(double[] x, double[] y) {
        double n = x.length;
        double varianceX = crossProduct(x, x);
        double varianceY = crossProduct(y, y);
        if (Math.min(varianceX, varianceY) <= CONSTANT * n * n) {
            return 0;
        }
        double cross = crossProduct(x, y);
        double corrected = cross > 0 ? Math.max(0, cross - n / 2) : cross;
        return Math.clamp(corrected / Math.sqrt(varianceX * varianceY), -1, 1);
    }

    private static double crossProduct(double[] x, double[] y) {
        double products = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < x.length; i++) {
            products += x[i] * y[i];
            sumX += x[i];
            sumY += y[i];
        }
        return x.length * products - sumX * sumY;
    }

    private static double mean(double[] values) {
        // rounding may lift the mean of ones above 1
        return Math.min(1, DoubleStream.of(values).sum() / values.length);
    }
}
