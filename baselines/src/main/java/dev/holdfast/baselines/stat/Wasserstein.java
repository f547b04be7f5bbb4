package dev.holdfast.baselines.stat;

import java.util.Arrays;

/// How far, on average, values must move to turn one sample into the other, in the unit of the values
/// (1-Wasserstein).
///
/// An effect size for reports; it has no null distribution of its own.
public final class Wasserstein {
    private Wasserstein() {}

    /// The area between the two empirical distribution functions, at least 0.
    public static double distance(double[] certified, double[] candidate) {
        Arguments.finite(certified, "certified");
        Arguments.finite(candidate, "candidate");
        double[] x = certified.clone();
        double[] y = candidate.clone();
        Arrays.sort(x);
        Arrays.sort(y);
        double area = 0;
        double previous = Math.min(x[0], y[0]);
        int i = 0;
        int j = 0;
        while (i < x.length || j < y.length) {
            boolean fromX = j == y.length || (i < x.length && x[i] <= y[j]);
            double next = fromX ? x[i] : y[j];
            area += (next - previous) * Math.abs((double) i / x.length - (double) j / y.length);
            previous = next;
            i += fromX ? 1 : 0;
            j += fromX ? 0 : 1;
        }
        return area;
    }
}
