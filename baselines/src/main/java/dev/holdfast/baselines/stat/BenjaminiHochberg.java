package dev.holdfast.baselines.stat;

/// Adjusted p-values that keep the expected share of false rejections below α, for independent or positively
/// dependent tests.
///
/// Reference: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.
public final class BenjaminiHochberg {
    private BenjaminiHochberg() {}

    /// Adjusted p-values in the order of `p`; a hypothesis is rejected when its adjusted p-value is at most α.
    public static double[] adjust(double[] p) {
        Arguments.proportions(p, "p");
        int[] ascending = Ranking.ascending(p);
        var adjusted = new double[p.length];
        double running = 1;
        for (int rank = p.length; rank > 0; rank--) {
            running = Math.min(running, p[ascending[rank - 1]] * p.length / rank);
            adjusted[ascending[rank - 1]] = running;
        }
        return adjusted;
    }
}
