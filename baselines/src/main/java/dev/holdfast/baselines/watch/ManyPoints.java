package dev.holdfast.baselines.watch;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/// How surprising the points of a very large run are, where [PointSum] would take hours.
///
/// The sum of very many independent draws is normal but for its tail, and the tail follows from its cumulant
/// generating function K, which is known exactly. With K'(t) = the observed sum, w = ±√(2 (t K' − K)) and
/// u = t √K'', the surprise is w + log(u / w) / w (Barndorff-Nielsen 1986, Biometrika 73, 307-322); with
/// thousands of draws it is right to 0.005. Where the budget is [guaranteed][Assurance#GUARANTEED], more than that is
/// taken off.
final class ManyPoints {
    /// At such tilts nothing but the least, or the most, points are left.
    private static final double STEEPEST = 50;

    private static final int MOST_STEPS = 200;

    /// How near the tilt is found.
    private static final double CLOSE = 1e-12;

    /// Nearer to the mean than this share of a standard deviation, the formula is 0 / 0.
    private static final double AT_THE_MEAN = 1e-3;

    private static final double AT_THE_EDGE = 1e-3;

    /// At most what a hundredth more of the smaller tail comes to in standard deviations: √(π / 2) / 100.
    private static final double CAUTION = 0.0126;

    private final List<double[]> chances = new ArrayList<>();
    private long observed;

    /// K and its first three derivatives.
    private record Cumulants(double log, double mean, double variance, double third) {}

    void add(Urn urn, int[] points) {
        chances.add(urn.chances(points));
        observed += urn.drawnPoints(points);
    }

    double surprise(Assurance assurance) {
        return switch (assurance) {
            case CALIBRATED -> surprise();
            case GUARANTEED -> surprise() - CAUTION;
        };
    }

    private double surprise() {
        Cumulants plain = at(0);
        if (plain.variance == 0) {
            return 0;
        }
        double deviation = StrictMath.sqrt(plain.variance);
        if (Math.abs(observed - plain.mean) < AT_THE_MEAN * deviation) {
            double skewness = plain.third / (plain.variance * deviation);
            return (observed - plain.mean) / deviation + skewness / 6;
        }
        double tilt = tilt();
        Cumulants tilted = at(tilt);
        double w = Math.signum(tilt) * StrictMath.sqrt(2 * Math.max(0, tilt * observed - tilted.log));
        double u = tilt * StrictMath.sqrt(tilted.variance);
        // at the very least or most points nothing is left that could vary
        return Math.abs(u) < AT_THE_EDGE ? w : w + StrictMath.log(u / w) / w;
    }

    /// Where K' is the observed sum; at the very least or most points, which no tilt reaches, the steepest.
    private double tilt() {
        double sum = observed;
        if (at(-STEEPEST).mean >= sum) {
            return -STEEPEST;
        }
        if (at(STEEPEST).mean <= sum) {
            return STEEPEST;
        }
        return new BrentSolver(CLOSE).solve(MOST_STEPS, tilt -> at(tilt).mean - sum, -STEEPEST, STEEPEST, 0);
    }

    private Cumulants at(double tilt) {
        double log = 0;
        double mean = 0;
        double variance = 0;
        double third = 0;
        double step = StrictMath.exp(-Math.abs(tilt));
        for (double[] task : chances) {
            Cumulants one = tilt > 0 ? fromTheMost(task, tilt, step) : fromTheLeast(task, step);
            log += one.log;
            mean += one.mean;
            variance += one.variance;
            third += one.third;
        }
        return new Cumulants(log, mean, variance, third);
    }

    /// Starting where most of the tilted weight is, so that a steep tilt does not overflow.
    private static Cumulants fromTheMost(double[] task, double tilt, double step) {
        double[] mirrored = new double[task.length];
        for (int points = 0; points < task.length; points++) {
            mirrored[points] = task[task.length - 1 - points];
        }
        Cumulants mirror = fromTheLeast(mirrored, step);
        int most = task.length - 1;
        return new Cumulants(mirror.log + tilt * most, most - mirror.mean, mirror.variance, -mirror.third);
    }

    private static Cumulants fromTheLeast(double[] task, double step) {
        double power = 1;
        double sum = 0;
        double first = 0;
        double second = 0;
        double third = 0;
        for (int points = 0; points < task.length; points++) {
            double weight = task[points] * power;
            sum += weight;
            first += weight * points;
            second += weight * points * points;
            third += weight * points * points * points;
            power *= step;
        }
        double mean = first / sum;
        double square = second / sum;
        return new Cumulants(
                StrictMath.log(sum),
                mean,
                square - mean * mean,
                third / sum - 3 * square * mean + 2 * mean * mean * mean);
    }
}
