package dev.holdfast.baselines.stat;

import java.util.function.DoubleBinaryOperator;

/// A contrast of the certified and the candidate statistic over some tasks, named by their positions, repeats
/// allowed.
sealed interface ResampledContrast {
    double of(int[] tasks);

    static ResampledContrast of(Statistic statistic, TaskScores scores, DoubleBinaryOperator contrast) {
        return statistic == Statistic.MEAN
                ? OfTaskMeans.of(scores, contrast)
                : new OfPooledQuantiles(statistic, scores, contrast);
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
            double before = 0;
            double after = 0;
            for (int task : tasks) {
                before += certified[task];
                after += candidate[task];
            }
            return contrast.applyAsDouble(before / tasks.length, after / tasks.length);
        }
    }

    /// Each side is the quantile of all its scores.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record OfPooledQuantiles(Statistic statistic, TaskScores scores, double[] values, DoubleBinaryOperator contrast)
            implements ResampledContrast {
        OfPooledQuantiles(Statistic statistic, TaskScores scores, DoubleBinaryOperator contrast) {
            this(statistic, scores, scores.copyOfValues(), contrast);
        }

        @Override
        public double of(int[] tasks) {
            int certifiedSize = 0;
            int candidateSize = 0;
            for (int task : tasks) {
                certifiedSize += scores.split(task) - scores.start(task);
                candidateSize += scores.end(task) - scores.split(task);
            }
            var certified = new double[certifiedSize];
            var candidate = new double[candidateSize];
            gather(tasks, certified, candidate);
            return contrast.applyAsDouble(statistic.quantileInPlace(certified), statistic.quantileInPlace(candidate));
        }

        private void gather(int[] tasks, double[] certified, double[] candidate) {
            int certifiedEnd = 0;
            int candidateEnd = 0;
            for (int task : tasks) {
                int start = scores.start(task);
                int split = scores.split(task);
                int size = scores.end(task) - split;
                System.arraycopy(values, start, certified, certifiedEnd, split - start);
                System.arraycopy(values, split, candidate, candidateEnd, size);
                certifiedEnd += split - start;
                candidateEnd += size;
            }
        }
    }
}
