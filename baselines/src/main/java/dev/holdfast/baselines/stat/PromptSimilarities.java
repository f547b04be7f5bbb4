package dev.holdfast.baselines.stat;

import org.apache.commons.rng.UniformRandomProvider;

/// Hamming similarities of all completions of one prompt, certified ones first, ready for relabelling.
///
/// The sums over pairs that a relabelling needs follow from the smaller group's pairs alone, as the whole matrix's
/// sum and the sums of its rows do not depend on labels.
final class PromptSimilarities {
    private final int certified;
    private final int candidate;
    private final int[][] similarities;
    private final long[] rowSums;
    private final long total;

    PromptSimilarities(int[][] certified, int[][] candidate) {
        this.certified = certified.length;
        this.candidate = candidate.length;
        int size = this.certified + this.candidate;
        similarities = new int[size][size];
        rowSums = new long[size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                int similarity = equalPositions(row(i, certified, candidate), row(j, certified, candidate));
                similarities[i][j] = similarity;
                similarities[j][i] = similarity;
                rowSums[i] += similarity;
                rowSums[j] += similarity;
            }
        }
        long sum = 0;
        for (long rowSum : rowSums) {
            sum += rowSum;
        }
        total = sum;
    }

    /// Sums of similarities over ordered pairs: within certified, within candidate, and across (counted once).
    record Sums(long withinCertified, long withinCandidate, long across) {}

    int certified() {
        return certified;
    }

    int candidate() {
        return candidate;
    }

    /// `order` names completions; its first places are labelled certified, the others candidate.
    Sums sums(int[] order) {
        boolean certifiedFewer = certified <= candidate;
        int from = certifiedFewer ? 0 : certified;
        int to = certifiedFewer ? certified : certified + candidate;
        long within = 0;
        long rows = 0;
        for (int i = from; i < to; i++) {
            int[] row = similarities[order[i]];
            rows += rowSums[order[i]];
            for (int j = from; j < i; j++) {
                within += row[order[j]];
            }
        }
        within *= 2;
        long across = rows - within;
        long other = total - within - 2 * across;
        return certifiedFewer ? new Sums(within, other, across) : new Sums(other, within, across);
    }

    /// Draws the smaller group at random.
    void shuffle(int[] order, UniformRandomProvider random) {
        if (certified <= candidate) {
            for (int i = 0; i < certified; i++) {
                swap(order, i, random.nextInt(i, order.length));
            }
        } else {
            for (int i = order.length - 1; i >= certified; i--) {
                swap(order, i, random.nextInt(i + 1));
            }
        }
    }

    private static int[] row(int i, int[][] certified, int[][] candidate) {
        return i < certified.length ? certified[i] : candidate[i - certified.length];
    }

    private static int equalPositions(int[] one, int[] other) {
        int equal = 0;
        for (int i = 0; i < one.length; i++) {
            equal += one[i] == other[i] ? 1 : 0;
        }
        return equal;
    }

    private static void swap(int[] order, int i, int j) {
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}
