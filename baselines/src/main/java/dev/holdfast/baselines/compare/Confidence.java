package dev.holdfast.baselines.compare;

/// How sure is sure enough.
///
/// @param alpha        significance level of tests; one-sided bounds hold with confidence 1 − alpha
/// @param seed         of everything random
/// @param permutations of permutation tests
/// @param resamples    of bootstrap intervals
public record Confidence(double alpha, long seed, int permutations, int resamples) {
    /// Level of the intervals that people are shown.
    public static final double SHOWN = 0.95;

    public static final Confidence DEFAULT = new Confidence(0.05, 1, 9_999, 4_000);

    public Confidence {
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("alpha must lie between 0 and 0.5, not " + alpha);
        }
    }

    /// Level of the intervals that people are shown; over all looks at an adaptive run they cover with [#SHOWN].
    double shownLevel() {
        return Math.max(SHOWN, 1 - alpha);
    }

    /// Level of the two-sided interval whose ends are the one-sided bounds.
    double boundLevel() {
        return 1 - 2 * alpha;
    }
}
