package dev.holdfast.baselines.stat;

/// The share of false rejections kept below α for e-values under any dependence (Wang and Ramdas 2022, Journal of
/// the Royal Statistical Society B 84, 822-852).
///
/// An e-value is at least 0 and has an expectation of at most 1 when nothing changed; it may be infinite.
public final class EBenjaminiHochberg {
    private EBenjaminiHochberg() {}

    /// For each e-value, in order, the smallest α at which its hypothesis is rejected; 1 means at none below 1.
    public static double[] adjust(double[] e) {
        Arguments.atLeast(1, e.length, "number of e-values");
        for (int i = 0; i < e.length; i++) {
            if (!(e[i] >= 0)) {
                throw new IllegalArgumentException("e[" + i + "] must be at least 0, but is " + e[i]);
            }
        }
        int[] ascending = Ranking.ascending(e);
        var adjusted = new double[e.length];
        double running = 1;
        for (int i = 0; i < e.length; i++) {
            int largerOrEqual = e.length - i;
            running = Math.min(running, e.length / (largerOrEqual * e[ascending[i]]));
            adjusted[ascending[i]] = running;
        }
        return adjusted;
    }
}
