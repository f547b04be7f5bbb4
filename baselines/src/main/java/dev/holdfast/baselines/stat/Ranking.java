package dev.holdfast.baselines.stat;

import java.util.Arrays;

/// The order of values by size, ties in the order of the input.
final class Ranking {
    private Ranking() {}

    /// Positions of the values from the smallest to the largest.
    static int[] ascending(double[] values) {
        double[] sorted = values.clone();
        Arrays.parallelSort(sorted);
        var taken = new int[values.length];
        var ascending = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            int first = firstPlace(sorted, values[i]);
            ascending[first + taken[first]] = i;
            taken[first]++;
        }
        return ascending;
    }

    private static int firstPlace(double[] sorted, double value) {
        int from = 0;
        int to = sorted.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Double.compare(sorted[middle], value) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }
}
