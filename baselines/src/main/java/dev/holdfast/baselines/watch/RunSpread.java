package dev.holdfast.baselines.watch;

import java.util.Arrays;
import java.util.List;

/// How much more whole runs scatter than the replays inside a run explain: what the certificate showed of it and what
/// the runs since have taught, as a posterior over a grid of variances.
///
/// A provider that is slow on Mondays makes all tasks of a run worse together; counting tasks would take that for
/// drift. Few runs never know the variance, so nothing is plugged in: a surprise is read under every variance of the
/// grid, weighed by its posterior, as a t-test does.
final class RunSpread {

    private static final double[] VARIANCES = {1, 1.5, 2.2, 3.3, 5, 7.5, 11, 16, 25, 40, 64};

    /// Before anything was seen: even odds that runs are alike, and any larger scatter about as likely as any other
    /// on the log scale.
    private static final double[] PRIOR = {0.5, 0.07, 0.07, 0.07, 0.07, 0.06, 0.05, 0.04, 0.03, 0.02, 0.02};

    /// Halved squared differences of neighbours overlap: each is worth two thirds of a degree of freedom.
    private static final double FREEDOM_OF_A_DIFFERENCE = 2 / 3.0;

    /// A single jump is the change that is looked for, not scatter: it counts no more than this often the variance so
    /// far, which starts as if `CAUTION` degrees of freedom had shown a ratio of 1.
    private static final double LARGEST_SQUARE = 6;

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
            weights[i] = PRIOR[i] * StrictMath.exp(logs[i] - largest);
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
        return weights;
    }

    /// The surprise that is left when runs scatter: never further out than it was, on either side. A detector that
    /// keeps its budget on standard normal surprises keeps it on these, however the spread was guessed from runs
    /// before.
    double moderated(double surprise) {
        double tail = 0;
        for (int i = 0; i < weights.length; i++) {
            tail += weights[i] * NormalTail.above(Math.abs(surprise) / StrictMath.sqrt(VARIANCES[i]));
        }
        return Math.copySign(NormalQuantile.ofUpperTail(tail), surprise);
    }

    double mean() {
        double mean = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * VARIANCES[i];
        }
        return mean;
    }

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
