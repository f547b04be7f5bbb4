package dev.holdfast.baselines.watch;

import java.util.Arrays;
import java.util.SplittableRandom;

/// How much evidence makes an alarm, for each [Anchor].
///
/// The surprises of an unchanged agent are standard normal whatever its tasks, its noise and the size of its
/// certificate (see [RunSurprise]), so one simulation serves every baseline: there is no estimated rate in it that
/// could be wrong.
public record Thresholds(double certificate, double recentPast) {

    /// Most of the budget watches against the certificate; a tenth costs the recent past ln 9 of evidence more.
    private static final double CERTIFICATE_SHARE = 0.9;

    private static final int MOST_PATHS = 20_000;
    private static final int FEWEST_PATHS = 1_000;
    private static final int SIMULATED_RUNS = 2_000_000;

    /// The pace of false alarms is even after some hundred runs, so a longer period is simulated by a part of it.
    private static final int LONGEST_PERIOD = 2_000;

    /// Rarer events are extrapolated: an e-detector exceeds twice a high threshold half as often.
    private static final double RAREST_SIMULATED = 0.02;

    public Thresholds {
        if (!(certificate > 0 && recentPast > 0)) {
            throw new IllegalArgumentException("Thresholds are positive, got " + certificate + " and " + recentPast);
        }
    }

    /// Thresholds for one stream that may spend `budget`.
    public static Thresholds of(AlarmBudget budget, Assurance assurance, long seed) {
        AlarmBudget certificate = budget.share(CERTIFICATE_SHARE);
        AlarmBudget recentPast = budget.share(1 - CERTIFICATE_SHARE);
        return switch (assurance) {
            case CALIBRATED -> {
                double[] peaks = peaks(Math.min(budget.runs(), LONGEST_PERIOD), seed);
                yield new Thresholds(calibrated(certificate, peaks), calibrated(recentPast, peaks));
            }
            case GUARANTEED -> new Thresholds(guaranteed(certificate), guaranteed(recentPast));
        };
    }

    double of(Anchor anchor) {
        return switch (anchor) {
            case CERTIFICATE -> certificate;
            case RECENT_PAST -> recentPast;
        };
    }

    /// The detector grows by at most one a run on average, so it stays below this for the whole period but for the
    /// budget, and the average run length to a false alarm is at least this.
    private static double guaranteed(AlarmBudget budget) {
        return budget.runs() / budget.falseAlarms();
    }

    private static double calibrated(AlarmBudget whole, double[] peaks) {
        int runs = Math.min(whole.runs(), LONGEST_PERIOD);
        double risk = new AlarmBudget(whole.falseAlarms() * runs / whole.runs(), runs).risk();
        double simulated = Math.max(risk, RAREST_SIMULATED);
        int rank = (int) Math.ceil((1 - simulated) * peaks.length);
        return peaks[Math.min(rank, peaks.length - 1)] * simulated / risk;
    }

    private static double[] peaks(int runs, long seed) {
        double[] peaks = new double[Math.clamp(SIMULATED_RUNS / runs, FEWEST_PATHS, MOST_PATHS)];
        SplittableRandom random = new SplittableRandom(seed);
        double[] surprises = new double[runs];
        for (int path = 0; path < peaks.length; path++) {
            Arrays.setAll(surprises, _ -> random.nextGaussian());
            peaks[path] = ShiftSums.peak(surprises);
        }
        Arrays.sort(peaks);
        return peaks;
    }
}
