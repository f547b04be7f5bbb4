package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.Optional;

/// Hamming similarities of all completions of one prompt, those of the smaller side first, ready for relabelling.
///
/// What a relabelling needs follows from the smaller side's pairs alone, as the whole matrix's sum and the sums of
/// its rows do not depend on labels.
final class PromptSimilarities implements RelabelledSum.Part {
    private final double constant;
    private final double perRow;
    private final double perPair;
    private final int[][] similarities;
    private final long[] rowSums;
    private final Optional<GroupedPairs> grouped;

    /// Ordered pairs of samples over all prompts: within the certified side, within the candidate's, and across.
    record Pairs(double certified, double candidate, double across) {
        static Pairs of(double certified, double candidate) {
            return new Pairs(certified * (certified - 1), candidate * (candidate - 1), certified * candidate);
        }
    }

    private PromptSimilarities(
            int[][] smaller, int[][] larger, double smallerPairs, double largerPairs, double across) {
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
        // within the smaller group are 2 pairs, across the rows less those, and within the larger what is left
        constant = sum / largerPairs;
        perRow = -2 / largerPairs - 2 / across;
        perPair = 2 / smallerPairs + 2 / largerPairs + 4 / across;
        grouped = size <= GroupedPairs.MOST
                ? Optional.of(new GroupedPairs(
                        similarities,
                        Arrays.stream(rowSums).mapToDouble(row -> perRow * row).toArray(),
                        perPair))
                : Optional.empty();
    }

    /// The prompt as a part of the squared discrepancy over all prompts, which have so many pairs.
    static RelabelledSum.Task task(int[][] certified, int[][] candidate, Pairs pairs) {
        var part = certified.length <= candidate.length
                ? new PromptSimilarities(certified, candidate, pairs.certified(), pairs.candidate(), pairs.across())
                : new PromptSimilarities(candidate, certified, pairs.candidate(), pairs.certified(), pairs.across());
        int smaller = Math.min(certified.length, candidate.length);
        return new RelabelledSum.Task(certified.length + candidate.length, smaller, part);
    }

    /// Similarity within each side less twice that across, each as its share of the mean over all pairs.
    @Override
    public double of(long[] chosen) {
        return grouped.isPresent()
                ? constant + grouped.get().of(chosen[0])
                : constant + perRow * rowByRow(chosen) + perPair * pairByPair(chosen);
    }

    @Override
    public void addTo(double[] sums, int from, long[] choices) {
        if (grouped.isEmpty()) {
            RelabelledSum.Part.super.addTo(sums, from, choices);
            return;
        }
        double[] parts = grouped.get().of(choices);
        for (int i = 0; i < parts.length; i++) {
            sums[from + i] += constant + parts[i];
        }
    }

    private long rowByRow(long[] chosen) {
        long sum = 0;
        for (int row : rows(chosen)) {
            sum += rowSums[row];
        }
        return sum;
    }

    private long pairByPair(long[] chosen) {
        int[] rows = rows(chosen);
        long sum = 0;
        for (int i = 0; i < rows.length; i++) {
            int[] row = similarities[rows[i]];
            for (int j = 0; j < i; j++) {
                sum += row[rows[j]];
            }
        }
        return sum;
    }

    private int[] rows(long[] chosen) {
        var rows = new int[rowSums.length];
        int count = 0;
        for (int word = 0; word < chosen.length; word++) {
            for (long left = chosen[word]; left != 0; left &= left - 1) {
                rows[count++] = word * Long.SIZE + Long.numberOfTrailingZeros(left);
            }
        }
        return Arrays.copyOf(rows, count);
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
