package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// After how many values of a series does its mean fall, if it does?
///
/// Null hypothesis: the order of the values carries no meaning. The statistic is the largest standardised fall of the
/// mean over all places, (mean before − mean behind) · √(k (n − k) / n); p = (1 + c) / (1 + B) over permutations of
/// the series, so looking at all places is paid for.
///
/// The 95 % interval of the place is the range of the shortest set that holds [#HELD] of the posterior of one change
/// in the mean of normal values, with flat priors on the place, both means and the logarithm of the common variance
/// (Smith 1975, Biometrika 62, 407-416); places where the mean would rise are left out. It holds more than 95 % since
/// scores of 0 and 1 spread differently on both sides of a change, which the normal model does not know: simulated
/// with such scores, the interval covers the true place in 90 to 98 % of series (with 95 % held: 86 to 96 %).
public record ChangePoint(int permutations, long seed) {
    /// A level needs a few values to be seen at all.
    private static final int SHORTEST = 5;

    private static final double HELD = 0.98;

    /// A series that fits a step without any error has no variance to speak of.
    private static final double SMALLEST_ERROR = 1e-9;

    /// The place as a count of values before it, with its interval, and the means on both sides.
    public record Result(int after, int low, int high, double before, double behind, double p) {}

    public ChangePoint {
        Arguments.atLeast(1, permutations, "number of permutations");
    }

    /// The fewest values in which a change can be looked for.
    public static int fewest() {
        return 2 * SHORTEST;
    }

    public Result ofFall(double[] values) {
        Arguments.finite(values, "values");
        Arguments.atLeast(fewest(), values.length, "number of values");
        double mean = DoubleStream.of(values).sum() / values.length;
        double[] centred = DoubleStream.of(values).map(value -> value - mean).toArray();
        int place = steepest(centred);
        double observed = fall(centred, place);
        double tie = 1e-12 * (1 + Math.abs(observed));
        double[] permuted =
                Replicates.of(permutations, seed, () -> shuffling(centred).oneByOne());
        long extreme =
                DoubleStream.of(permuted).filter(fall -> fall >= observed - tie).count();
        int[] range = range(centred);
        return new Result(
                place,
                Math.min(range[0], place),
                Math.max(range[1], place),
                mean(values, 0, place),
                mean(values, place, values.length),
                (1.0 + extreme) / (1.0 + permutations));
    }

    private static Replicates.Draw shuffling(double[] values) {
        double[] copy = values.clone();
        return dice -> {
            shuffle(copy, dice);
            return fall(copy, steepest(copy));
        };
    }

    private static void shuffle(double[] values, Dice dice) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = dice.below(i + 1);
            double kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }

    private static int steepest(double[] centred) {
        int best = SHORTEST;
        double most = Double.NEGATIVE_INFINITY;
        double sum = DoubleStream.of(centred).limit(SHORTEST - 1L).sum();
        for (int place = SHORTEST; place <= centred.length - SHORTEST; place++) {
            sum += centred[place - 1];
            double fall = standardised(sum, place, centred.length);
            if (fall > most) {
                most = fall;
                best = place;
            }
        }
        return best;
    }

    private static double fall(double[] centred, int place) {
        return standardised(DoubleStream.of(centred).limit(place).sum(), place, centred.length);
    }

    /// Of values whose sum is 0, so that the sum behind the place is minus the one before it.
    private static double standardised(double sumBefore, int place, int length) {
        return sumBefore * Math.sqrt((double) length / place / (length - place));
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }

    /// First and last place of the shortest set that holds the posterior's share.
    private static int[] range(double[] centred) {
        int length = centred.length;
        double squares = DoubleStream.of(centred).map(value -> value * value).sum();
        int places = length - 2 * SHORTEST + 1;
        var weights = new double[places];
        for (int i = 0; i < places; i++) {
            int place = SHORTEST + i;
            double fall = fall(centred, place);
            double error = Math.max(SMALLEST_ERROR, squares - fall * fall);
            weights[i] = fall < 0
                    ? Double.NEGATIVE_INFINITY
                    : -(length - 2) / 2.0 * Math.log(error) - Math.log((double) place * (length - place)) / 2;
        }
        double top = DoubleStream.of(weights).max().orElseThrow();
        if (top == Double.NEGATIVE_INFINITY) {
            return new int[] {SHORTEST, length - SHORTEST};
        }
        double[] shares = DoubleStream.of(weights).map(w -> Math.exp(w - top)).toArray();
        double whole = DoubleStream.of(shares).sum();
        int[] likeliestFirst = IntStream.range(0, places)
                .boxed()
                .sorted((a, b) -> Double.compare(shares[b], shares[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        int low = likeliestFirst[0];
        int high = low;
        double held = 0;
        for (int i = 0; i < places && held < HELD * whole; i++) {
            held += shares[likeliestFirst[i]];
            low = Math.min(low, likeliestFirst[i]);
            high = Math.max(high, likeliestFirst[i]);
        }
        return new int[] {SHORTEST + low, SHORTEST + high};
    }
}
