package dev.holdfast.baselines.stat;

import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// What people would say of all answers on average, from a few that they labelled and what a judge said of all of them:
/// PPI++ (Angelopoulos, Duchi and Zrnic 2023, arXiv:2311.01453), for a mean.
///
/// The answers that people labelled must be drawn at random from those that the judge saw. However wrong the judge is,
/// the
/// interval holds; the more the judge agrees with people, the narrower it is.
///
/// @param trust how much the judge is heeded: 0 leaves the mean of the labels, 1 corrects the judge's mean by its error
public record PredictionPowered(double trust, double mean, double standardError) {
    /// Values that are known by their sums.
    public record Sums(long count, double sum, double squares) {
        public static final Sums NONE = new Sums(0, 0, 0);

        public static Sums of(double... values) {
            return new Sums(
                    values.length,
                    DoubleStream.of(values).sum(),
                    DoubleStream.of(values).map(value -> value * value).sum());
        }

        public Sums plus(Sums other) {
            return new Sums(count + other.count, sum + other.sum, squares + other.squares);
        }

        public Sums minus(Sums other) {
            return new Sums(count - other.count, sum - other.sum, squares - other.squares);
        }

        public double mean() {
            return sum / count;
        }

        /// Divided by the count less `freedom`.
        double variance(int freedom) {
            return Math.max(0, squares - sum * sum / count) / (count - freedom);
        }
    }

    /// From a few labels and many judgements.
    ///
    /// @param labels     of people
    /// @param judged     what the judge said of the same answers
    /// @param unlabelled what the judge said of all others
    public static PredictionPowered of(double[] labels, double[] judged, Sums unlabelled) {
        Arguments.finite(labels, "labels");
        Arguments.finite(judged, "judged");
        Arguments.sameLength(labels.length, judged.length);
        Arguments.atLeast(2, labels.length, "number of labels");
        Arguments.positive((double) unlabelled.count(), "number of answers without a label");
        double trust = trust(labels, judged, unlabelled);
        var rest = new double[labels.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = labels[i] - trust * judged[i];
        }
        var corrected = Sums.of(rest);
        double variance =
                corrected.variance(0) / rest.length + trust * trust * unlabelled.variance(0) / unlabelled.count();
        return new PredictionPowered(trust, trust * unlabelled.mean() + corrected.mean(), Math.sqrt(variance));
    }

    /// The same, where answers to one task go together.
    ///
    /// @param clusters    of the answers that people labelled, by number; at least two
    /// @param independent how many independent answers those without a label are worth
    public static PredictionPowered of(
            double[] labels, double[] judged, int[] clusters, Sums unlabelled, double independent) {
        var alone = of(labels, judged, unlabelled);
        var rest = new double[labels.length];
        for (int i = 0; i < rest.length; i++) {
            rest[i] = labels[i] - alone.trust * judged[i];
        }
        double error = ClusteredStandardError.of(rest, clusters).standardError();
        double others = alone.trust
                * Math.sqrt(unlabelled.variance(0) / Arguments.positive(independent, "independent answers"));
        // the same tasks stand behind both, so that both may err to the same side
        return new PredictionPowered(alone.trust, alone.mean, error + others);
    }

    /// Two-sided normal interval.
    public Interval interval(double level) {
        double z = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - Arguments.level(level)) / 2);
        return new Interval(mean - z * standardError, mean + z * standardError, level, "PPI++");
    }

    /// What makes the variance smallest, between 0 and 1.
    private static double trust(double[] labels, double[] judged, Sums unlabelled) {
        double labelMean = DoubleStream.of(labels).average().orElseThrow();
        double judgedMean = DoubleStream.of(judged).average().orElseThrow();
        double covariance = 0;
        for (int i = 0; i < labels.length; i++) {
            covariance += (labels[i] - labelMean) * (judged[i] - judgedMean) / labels.length;
        }
        double variance = Sums.of(judged).plus(unlabelled).variance(1);
        return variance > 0
                ? Math.clamp(covariance / ((1 + (double) labels.length / unlabelled.count()) * variance), 0, 1)
                : 0;
    }
}
