package dev.holdfast.baselines.stat;

import java.util.stream.IntStream;

/// The order of values by size, ties in the order of the input.
final class Ranking {
    private Ranking() {}

    /// Positions of the values from the smallest to the largest.
    static int[] ascending(double[] values) {
        return IntStream.range(0, values.length)
                .boxed()
                .sorted((i, j) -> Double.compare(values[i], values[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
