package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// Certified and candidate scores of every task in one flat array, laid out for resampling loops.
///
/// Task i owns `values` from `start(i)`: first its certified scores up to `split(i)`, then the candidate's up to
/// `end(i)`.
final class TaskScores {
    private final double[] values;
    private final int[] starts;
    private final int[] splits;
    private final int candidateSize;

    TaskScores(double[][] certified, double[][] candidate) {
        Arguments.sameLength(certified.length, candidate.length);
        Arguments.atLeast(1, certified.length, "number of tasks");
        starts = new int[certified.length + 1];
        splits = new int[certified.length];
        int candidates = 0;
        for (int i = 0; i < certified.length; i++) {
            Arguments.finite(certified[i], "certified[" + i + "]");
            Arguments.finite(candidate[i], "candidate[" + i + "]");
            splits[i] = starts[i] + certified[i].length;
            starts[i + 1] = Math.addExact(splits[i], candidate[i].length);
            candidates += candidate[i].length;
        }
        candidateSize = candidates;
        values = new double[starts[certified.length]];
        for (int i = 0; i < certified.length; i++) {
            System.arraycopy(certified[i], 0, values, starts[i], certified[i].length);
            System.arraycopy(candidate[i], 0, values, splits[i], candidate[i].length);
        }
    }

    private TaskScores(TaskScores layout, DoubleUnaryOperator change) {
        starts = layout.starts;
        splits = layout.splits;
        candidateSize = layout.candidateSize;
        values = layout.values.clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = change.applyAsDouble(values[i]);
        }
    }

    /// The natural logarithm of every score; refuses scores that are not positive.
    TaskScores log() {
        return new TaskScores(this, value -> Math.log(Arguments.positive(value, "a score on the log scale")));
    }

    void requirePositive() {
        for (double value : values) {
            Arguments.positive(value, "a score in a ratio");
        }
    }

    int tasks() {
        return splits.length;
    }

    int start(int task) {
        return starts[task];
    }

    int split(int task) {
        return splits[task];
    }

    int end(int task) {
        return starts[task + 1];
    }

    int certifiedSize() {
        return values.length - candidateSize;
    }

    int candidateSize() {
        return candidateSize;
    }

    double[] copyOfValues() {
        return values.clone();
    }

    double largestMagnitude() {
        double largest = 0;
        for (double value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    double[] certified(int task) {
        return Arrays.copyOfRange(values, starts[task], splits[task]);
    }

    double[] candidate(int task) {
        return Arrays.copyOfRange(values, splits[task], starts[task + 1]);
    }

    /// Mean over tasks of the difference of task means, candidate − certified.
    double meanDifference() {
        double total = 0;
        for (int task = 0; task < tasks(); task++) {
            total += mean(splits[task], starts[task + 1]) - mean(starts[task], splits[task]);
        }
        return total / tasks();
    }

    /// Each task's mean certified score.
    double[] certifiedMeans() {
        return IntStream.range(0, tasks())
                .mapToDouble(task -> mean(starts[task], splits[task]))
                .toArray();
    }

    /// Each task's mean candidate score.
    double[] candidateMeans() {
        return IntStream.range(0, tasks())
                .mapToDouble(task -> mean(splits[task], starts[task + 1]))
                .toArray();
    }

    private double mean(int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
