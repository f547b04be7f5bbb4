package dev.holdfast.baselines.stat;

import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/// How often k tries of a task succeed at least once (pass@k) or every time (pass^k), averaged over tasks.
///
/// Both are unbiased from n ≥ k trials with c successes: 1 − C(n−c, k)/C(n, k) (Chen et al. 2021, arXiv
/// 2107.03374) and C(c, k)/C(n, k) (Yao et al. 2024, arXiv 2406.12045). The standard error is that of a bootstrap
/// over tasks with infinitely many resamples, which for a mean needs no simulation.
public record PassAtK(double value, double standardError) {
    /// pass@k; position i of both arrays is one task, and at least 2 tasks are needed.
    public static PassAtK atLeastOnce(int[] successes, int[] trials, int k) {
        requireTasks(successes, trials, k);
        return over(trials.length, task -> 1 - allOf(trials[task] - successes[task], trials[task], k));
    }

    /// pass^k; position i of both arrays is one task, and at least 2 tasks are needed.
    public static PassAtK everyTime(int[] successes, int[] trials, int k) {
        requireTasks(successes, trials, k);
        return over(trials.length, task -> allOf(successes[task], trials[task], k));
    }

    private static void requireTasks(int[] successes, int[] trials, int k) {
        Arguments.atLeast(2, trials.length, "number of tasks");
        Arguments.atLeast(1, k, "k");
        if (successes.length != trials.length) {
            throw new IllegalArgumentException(
                    successes.length + " counts of successes meet " + trials.length + " counts of trials");
        }
        for (int task = 0; task < trials.length; task++) {
            Arguments.atLeast(k, trials[task], "trials of task " + task + ", for k = " + k + ",");
            Arguments.counts(successes[task], trials[task], "task " + task + "'s");
        }
    }

    private static PassAtK over(int tasks, IntToDoubleFunction estimate) {
        double[] perTask = IntStream.range(0, tasks).mapToDouble(estimate).toArray();
        double mean = DoubleStream.of(perTask).sum() / tasks;
        double squares = DoubleStream.of(perTask)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return new PassAtK(mean, Math.sqrt(squares) / tasks);
    }

    /// C(c, k) / C(n, k) as a product, which never overflows.
    private static double allOf(int chosen, int trials, int k) {
        double probability = 1;
        for (int i = 0; i < k; i++) {
            probability *= Math.max(0, (double) (chosen - i) / (trials - i));
        }
        return probability;
    }
}
