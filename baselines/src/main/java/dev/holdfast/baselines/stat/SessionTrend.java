package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// Do scores fall or rise along a session? A permutation test of the slope of score against position.
///
/// Null hypothesis: within every session the order of the scores carries no meaning. The slope is the
/// least-squares slope with one intercept a session, in score units per position; p = (1 + c) / (1 + B).
public record SessionTrend(int permutations, long seed) {
    /// Slopes closer than this share of the largest score are ties: sums in another order differ by rounding.
    private static final double TIE = 1e-12;

    /// The slope per position and the one-sided p-values against it.
    public record Result(double slope, double pFalling, double pRising) {}

    public SessionTrend {
        Arguments.atLeast(1, permutations, "number of permutations");
    }

    /// Rows are sessions, columns positions in order; sessions may differ in length, but one must have at least 2.
    public Result test(double[][] sessions) {
        double spread = 0;
        double largest = 0;
        for (int i = 0; i < sessions.length; i++) {
            Arguments.finite(sessions[i], "session " + i);
            double length = sessions[i].length;
            spread += length * (length * length - 1) / 12;
            largest = Math.max(
                    largest, DoubleStream.of(sessions[i]).map(Math::abs).max().orElse(0));
        }
        Arguments.positive(spread, "number of positions beyond the first of each session");
        double observed = covariation(sessions) / spread;
        double[] permuted =
                Replicates.of(permutations, seed, () -> shuffling(sessions).oneByOne());
        double low = (observed - TIE * largest) * spread;
        double high = (observed + TIE * largest) * spread;
        return new Result(
                observed,
                tail(DoubleStream.of(permuted).filter(slope -> slope <= high)),
                tail(DoubleStream.of(permuted).filter(slope -> slope >= low)));
    }

    private double tail(DoubleStream extreme) {
        return (1.0 + extreme.count()) / (1.0 + permutations);
    }

    private static Replicates.Draw shuffling(double[][] sessions) {
        double[][] copy = Arrays.stream(sessions).map(double[]::clone).toArray(double[][]::new);
        return dice -> {
            for (double[] session : copy) {
                shuffle(session, dice);
            }
            return covariation(copy);
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

    /// Σ (position − middle position) · score.
    private static double covariation(double[][] sessions) {
        double sum = 0;
        for (double[] session : sessions) {
            double middle = (session.length - 1) / 2.0;
            for (int position = 0; position < session.length; position++) {
                sum += (position - middle) * session[position];
            }
        }
        return sum;
    }
}
