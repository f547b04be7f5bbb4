package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/// A contrast of the certified and the candidate statistic over some tasks, named by their positions, repeats
/// allowed.
sealed interface ResampledContrast {
    double of(int[] tasks);

    /// The same for another thread.
    ResampledContrast copy();

    static ResampledContrast of(Statistic statistic, TaskScores scores, DoubleBinaryOperator contrast) {
        return statistic == Statistic.MEAN
                ? OfTaskMeans.of(scores, contrast)
                : OfPooledQuantiles.of(statistic, scores, contrast);
    }

    /// Each side is the mean of its task means.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfTaskMeans(double[] certified, double[] candidate, DoubleBinaryOperator contrast)
            implements ResampledContrast {
        static OfTaskMeans of(TaskScores scores, DoubleBinaryOperator contrast) {
            return new OfTaskMeans(scores.certifiedMeans(), scores.candidateMeans(), contrast);
        }

        @Override
        public double of(int[] tasks) {
            return contrast.applyAsDouble(sum(certified, tasks) / tasks.length, sum(candidate, tasks) / tasks.length);
        }

        /// Four sums side by side, as each addition would have to wait for the one before.
        private static double sum(double[] values, int[] tasks) {
            double first = 0;
            double second = 0;
            double third = 0;
            double fourth = 0;
            int i = 0;
            for (; i < tasks.length - 3; i += 4) {
                first += values[tasks[i]];
                second += values[tasks[i + 1]];
                third += values[tasks[i + 2]];
                fourth += values[tasks[i + 3]];
            }
            for (; i < tasks.length; i++) {
                first += values[tasks[i]];
            }
            return first + second + (third + fourth);
        }

        @Override
        public OfTaskMeans copy() {
            return this;
        }
    }

    /// Each side is the quantile of all its scores; how often each task was drawn is kept from call to call.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfPooledQuantiles(
            double probability, Sorted certified, Sorted candidate, DoubleBinaryOperator contrast, int[] times)
            implements ResampledContrast {
        static OfPooledQuantiles of(Statistic statistic, TaskScores scores, DoubleBinaryOperator contrast) {
            var certified = new double[scores.tasks()][];
            var candidate = new double[scores.tasks()][];
            Arrays.setAll(certified, scores::certified);
            Arrays.setAll(candidate, scores::candidate);
            return new OfPooledQuantiles(
                    statistic.probability(),
                    Sorted.of(certified),
                    Sorted.of(candidate),
                    contrast,
                    new int[scores.tasks()]);
        }

        @Override
        public double of(int[] tasks) {
            Arrays.fill(times, 0);
            for (int task : tasks) {
                times[task]++;
            }
            return contrast.applyAsDouble(
                    certified.quantile(probability, times), candidate.quantile(probability, times));
        }

        @Override
        public OfPooledQuantiles copy() {
            return new OfPooledQuantiles(probability, certified, candidate, contrast, new int[times.length]);
        }
    }

    /// The scores of one side from the smallest to the largest, each with its task.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Sorted(double[] values, int[] tasks, int[] sizes) {
        static Sorted of(double[][] byTask) {
            double[] values =
                    Arrays.stream(byTask).flatMapToDouble(Arrays::stream).toArray();
            var tasks = new int[values.length];
            var sizes = new int[byTask.length];
            int end = 0;
            for (int task = 0; task < byTask.length; task++) {
                sizes[task] = byTask[task].length;
                Arrays.fill(tasks, end, end + sizes[task], task);
                end += sizes[task];
            }
            int[] ascending = Ranking.ascending(values);
            return new Sorted(
                    Arrays.stream(ascending).mapToDouble(i -> values[i]).toArray(),
                    Arrays.stream(ascending).map(i -> tasks[i]).toArray(),
                    sizes);
        }

        /// Type 7 of Hyndman and Fan (1996), like [Statistic], of the scores of tasks that are there so many times.
        double quantile(double probability, int[] times) {
            long size = 0;
            for (int task = 0; task < sizes.length; task++) {
                size += (long) times[task] * sizes[task];
            }
            double position = probability * (size - 1);
            long below = (long) position;
            // looked up from the top, as the quantiles of promises lie there
            int place = values.length;
            long passed = 0;
            while (passed < size - 1 - below) {
                place--;
                passed += times[tasks[place]];
            }
            double high = place < values.length ? values[place] : 0;
            while (passed < size - below) {
                place--;
                passed += times[tasks[place]];
            }
            double low = values[place];
            return position == below ? low : low + (position - below) * (high - low);
        }
    }
}
