package dev.holdfast.baselines.stat;

/// A permutation p-value that may stop early and stays valid (Besag and Clifford 1991, Biometrika 78, 301-304).
///
/// Permutations are counted until `enough` of them are at least as extreme as the data: then p = enough / drawn.
/// If all are drawn first, p = (1 + extreme) / (1 + drawn), as without stopping.
final class SequentialTail {
    private final int enough;
    private int drawn;
    private int extreme;

    SequentialTail(int enough) {
        this.enough = enough;
    }

    void add(boolean isExtreme) {
        if (!isDecided()) {
            drawn++;
            extreme += isExtreme ? 1 : 0;
        }
    }

    boolean isDecided() {
        return extreme >= enough;
    }

    double p() {
        return isDecided() ? (double) extreme / drawn : (1.0 + extreme) / (1.0 + drawn);
    }
}
