package dev.holdfast.baselines.stat;

/// Adjusted p-values that keep the chance of any false rejection below α under every dependence (Holm 1979,
/// Scandinavian Journal of Statistics 6, 65-70).
public final class Holm {
    private Holm() {}

    /// Adjusted p-values in the order of `p`; a hypothesis is rejected when its adjusted p-value is at most α.
    public static double[] adjust(double[] p) {
        Arguments.proportions(p, "p");
        int[] ascending = Ranking.ascending(p);
        var adjusted = new double[p.length];
        double running = 0;
        for (int rank = 0; rank < p.length; rank++) {
            running = Math.max(running, Math.min(1, (p.length - rank) * p[ascending[rank]]));
            adjusted[ascending[rank]] = running;
        }
        return adjusted;
    }
}
