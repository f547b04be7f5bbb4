package dev.holdfast.baselines.stat;

import java.util.function.DoublePredicate;

/// A permutation p-value that may stop early and stays valid (Besag and Clifford 1991, Biometrika 78, 301-304).
///
/// Permutations are counted until `enough` of them are at least as extreme as the data: then p = enough / drawn, with
/// a relative standard error of about 1 / √enough. If all are drawn first, p = (1 + extreme) / (1 + drawn), as without
/// stopping. So it is cheap where nothing changed, and as fine as ever where p is small.
final class SequentialTail {
    /// Permutations are drawn on all cores in waves, each as long as all before it, between these two.
    private static final int FIRST_WAVE = 4 * Replicates.BLOCK;

    private static final int LONGEST_WAVE = 16 * Replicates.BLOCK;

    private SequentialTail() {}

    static double p(int permutations, int enough, Replicates replicates, DoublePredicate isExtreme) {
        int drawn = 0;
        int extreme = 0;
        while (drawn < permutations) {
            int wave = Math.min(Math.clamp(drawn, FIRST_WAVE, LONGEST_WAVE), permutations - drawn);
            for (double permuted : replicates.next(wave)) {
                drawn++;
                extreme += isExtreme.test(permuted) ? 1 : 0;
                if (extreme >= enough) {
                    return (double) extreme / drawn;
                }
            }
        }
        return (1.0 + extreme) / (1.0 + drawn);
    }
}
