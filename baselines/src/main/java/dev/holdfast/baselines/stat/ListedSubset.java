package dev.holdfast.baselines.stat;

/// Random subsets of a fixed size of few members, as the bits of a number, every subset equally likely: one throw picks
/// one from the list of all, which takes a quarter of the time of a [RandomSubset].
final class ListedSubset {
    /// Enough for ten of twenty; 1 MiB of numbers.
    private static final int MOST = 1 << 18;

    private final int[] all;

    ListedSubset(int size, int chosen) {
        all = new int[Choices.count(size, chosen, MOST)];
        int subset = (1 << chosen) - 1;
        for (int i = 0; i < all.length; i++) {
            all[i] = subset;
            subset = next(subset);
        }
    }

    /// Whether the list is short enough.
    static boolean isPossible(int size, int chosen) {
        return size < Integer.SIZE && Choices.count(size, chosen, MOST) <= MOST;
    }

    /// The next larger number with as many bits (Gosper's hack, HAKMEM item 175).
    private static int next(int subset) {
        int lowest = subset & -subset;
        int ripple = subset + lowest;
        return ripple | ((subset ^ ripple) >>> (2 + Integer.numberOfTrailingZeros(lowest)));
    }

    /// The next subsets, in place of those of before.
    void fill(long[] subsets, Dice dice) {
        var picks = new int[subsets.length];
        dice.fill(picks, picks.length, all.length);
        for (int i = 0; i < picks.length; i++) {
            subsets[i] = all[picks[i]];
        }
    }
}
