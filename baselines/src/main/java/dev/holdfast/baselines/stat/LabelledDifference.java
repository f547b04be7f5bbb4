package dev.holdfast.baselines.stat;

/// The difference candidate − certified of a statistic, for scores laid out as in [TaskScores] under some
/// labelling.
///
/// Keeps a workspace between calls, so each belongs to one thread.
sealed interface LabelledDifference {
    double of(double[] values);

    static LabelledDifference of(Statistic statistic, TaskScores scores) {
        return statistic == Statistic.MEAN ? new OfTaskMeans(scores) : new OfPooledQuantiles(statistic, scores);
    }

    /// Mean over tasks of the difference of task means.
    record OfTaskMeans(TaskScores scores) implements LabelledDifference {
        @Override
        public double of(double[] values) {
            double total = 0;
            for (int task = 0; task < scores.tasks(); task++) {
                int split = scores.split(task);
                total += mean(values, split, scores.end(task)) - mean(values, scores.start(task), split);
            }
            return total / scores.tasks();
        }

        private static double mean(double[] values, int from, int to) {
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += values[i];
            }
            return sum / (to - from);
        }
    }

    /// Quantile of all candidate scores less the quantile of all certified scores.
    final class OfPooledQuantiles implements LabelledDifference {
        private final Statistic statistic;
        private final TaskScores scores;
        private final double[] certified;
        private final double[] candidate;

        OfPooledQuantiles(Statistic statistic, TaskScores scores) {
            this.statistic = statistic;
            this.scores = scores;
            this.certified = new double[scores.certifiedSize()];
            this.candidate = new double[scores.candidateSize()];
        }

        @Override
        public double of(double[] values) {
            int certifiedEnd = 0;
            int candidateEnd = 0;
            for (int task = 0; task < scores.tasks(); task++) {
                int start = scores.start(task);
                int split = scores.split(task);
                int size = scores.end(task) - split;
                System.arraycopy(values, start, certified, certifiedEnd, split - start);
                System.arraycopy(values, split, candidate, candidateEnd, size);
                certifiedEnd += split - start;
                candidateEnd += size;
            }
            return statistic.quantileInPlace(candidate) - statistic.quantileInPlace(certified);
        }
    }
}
