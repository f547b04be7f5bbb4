package dev.holdfast.baselines.stat;

import java.util.Optional;

/// Hamming similarities of all completions of one prompt, those of the smaller side first, ready for relabelling.
///
/// What a relabelling needs follows from the smaller side's pairs alone, as the whole matrix's sum and the sums of
/// its rows do not depend on labels.
final class PromptSimilarities implements RelabelledSum.Part {
    private final int smaller;
    private final double smallerPairs;
    private final double largerPairs;
    private final double pairsAcross;
    private final int[][] similarities;
    private final long[] rowSums;
    private final long total;
    private final Optional<GroupedPairs> grouped;

    /// Ordered pairs of samples over all prompts: within the certified side, within the candidate's, and across.
    record Pairs(double certified, double candidate, double across) {
        static Pairs of(double certified, double candidate) {
            return new Pairs(certified * (certified - 1), candidate * (candidate - 1), certified * candidate);
        }
    }

    private PromptSimilarities(
            int[][] smaller, int[][] larger, double smallerPairs, double largerPairs, double across) {
        this.smaller = smaller.length;
        this.smallerPairs = smallerPairs;
        this.largerPairs = largerPairs;
        this.pairsAcross = across;
        int size = smaller.length + larger.length;
        similarities = new int[size][size];
        rowSums = new long[size];
        long sum = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                int similarity = equalPositions(row(i, smaller, larger), row(j, smaller, larger));
                similarities[i][j] = similarity;
                similarities[j][i] = similarity;
                rowSums[i] += similarity;
                rowSums[j] += similarity;
                sum += 2L * similarity;
            }
        }
        total = sum;
        grouped = size <= GroupedPairs.MOST ? Optional.of(new GroupedPairs(similarities)) : Optional.empty();
    }

    /// The prompt as a part of the squared discrepancy over all prompts, which have so many pairs.
    static RelabelledSum.Task task(int[][] certified, int[][] candidate, Pairs pairs) {
        var part = certified.length <= candidate.length
                ? new PromptSimilarities(certified, candidate, pairs.certified(), pairs.candidate(), pairs.across())
                : new PromptSimilarities(candidate, certified, pairs.candidate(), pairs.certified(), pairs.across());
        return new RelabelledSum.Task(certified.length + candidate.length, part.smaller, part);
    }

    /// Similarity within each side less twice that across, each as its share of the mean over all pairs.
    @Override
    public double of(int[] order) {
        long rows = 0;
        for (int i = 0; i < smaller; i++) {
            rows += rowSums[order[i]];
        }
        long within = 2 * (grouped.isPresent() ? grouped.get().sum(order, smaller) : pairByPair(order));
        long across = rows - within;
        long other = total - within - 2 * across;
        return within / smallerPairs + other / largerPairs - 2 * across / pairsAcross;
    }

    private long pairByPair(int[] order) {
        long sum = 0;
        for (int i = 0; i < smaller; i++) {
            int[] row = similarities[order[i]];
            for (int j = 0; j < i; j++) {
                sum += row[order[j]];
            }
        }
        return sum;
    }

    private static int[] row(int i, int[][] smaller, int[][] larger) {
        return i < smaller.length ? smaller[i] : larger[i - smaller.length];
    }

    private static int equalPositions(int[] one, int[] other) {
        int equal = 0;
        for (int i = 0; i < one.length; i++) {
            equal += one[i] == other[i] ? 1 : 0;
        }
        return equal;
    }
}
