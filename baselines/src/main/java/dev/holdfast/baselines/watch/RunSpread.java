package dev.holdfast.baselines.watch;

import java.util.Arrays;
import java.util.List;

/// How much more whole runs scatter than the replays inside a run explain: what the certificate showed of it and what
/// the runs since have taught, as a posterior over a grid of variances.
///
/// A provider that is slow on Mondays makes all tasks of a run worse together; counting tasks would take that for
/// drift. Few runs never know the variance, so surprises are divided by an upper bound, which sinks with every run.
final class RunSpread {

    private static final double[] VARIANCES = {1, 1.2, 1.5, 1.9, 2.4, 3, 4, 5.5, 7.5, 10, 14, 20, 28, 40, 64};

    /// Before anything was seen, whole runs are as likely alike as not; otherwise any variance of the grid is as likely
    /// as any other.
    private static final double ALIKE = 0.5;

    /// Surprises are divided by an upper bound of the deviation.
    private static final double CONFIDENCE = 0.9;

    /// Halved squared differences of neighbours overlap: each is worth two thirds of a degree of freedom.
    private static final double FREEDOM_OF_A_DIFFERENCE = 2 / 3.0;

    /// A single jump is the change that is looked for, not scatter: it counts no more than this often the variance so
    /// far, which starts as if `CAUTION` degrees of freedom had shown a ratio of 1.
    private static final double LARGEST_SQUARE = 12;

    private static final double CAUTION = 4;

    private final double[] weights;

    private RunSpread(double[] weights) {
        this.weights = weights;
    }

    static RunSpread of(CertifiedScatter certified, List<Surprise> surprises) {
        double freedom = certified.freedom();
        double squares = certified.ratio() * freedom;
        for (int i = 1; i < surprises.size(); i++) {
            double difference = surprises.get(i).size() - surprises.get(i - 1).size();
            double soFar = Math.max(1, (squares + CAUTION) / (freedom + CAUTION));
            squares += FREEDOM_OF_A_DIFFERENCE * Math.min(difference * difference / 2, LARGEST_SQUARE * soFar);
            freedom += FREEDOM_OF_A_DIFFERENCE;
        }
        return new RunSpread(posterior(squares, freedom));
    }

    /// Sums of squares of normal variables are gamma distributed, with half the degrees of freedom as shape.
    private static double[] posterior(double squares, double freedom) {
        double[] logs = new double[VARIANCES.length];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = -(freedom * StrictMath.log(VARIANCES[i]) + squares / VARIANCES[i]) / 2;
        }
        double largest = Arrays.stream(logs).max().orElseThrow();
        double[] weights = new double[logs.length];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (i == 0 ? ALIKE : (1 - ALIKE) / (VARIANCES.length - 1)) * StrictMath.exp(logs[i] - largest);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /// The surprise that is left when runs scatter, on either side. A detector that keeps its budget on standard
    /// normal surprises keeps it on smaller ones, whatever runs before made of the spread.
    double moderated(double surprise) {
        return surprise / StrictMath.sqrt(quantile(CONFIDENCE));
    }

    /// The variance is at most this with probability `share`.
    double quantile(double share) {
        double below = 0;
        for (int i = 0; i < weights.length - 1; i++) {
            below += weights[i];
            if (below >= share) {
                return VARIANCES[i];
            }
        }
        return VARIANCES[VARIANCES.length - 1];
    }
}
