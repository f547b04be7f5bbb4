package dev.holdfast.baselines.watch;

import java.util.List;

/// The first changed run lies from `earliest` to `latest` with the given confidence, `likeliest` being the best
/// guess.
///
/// `orEarlier` says that the interval begins where the memory of the watch begins.
public record ChangeDate(int earliest, int likeliest, int latest, double confidence, boolean orEarlier) {

    private static final double CONFIDENCE = 0.9;

    /// The shortest interval that holds 90 % of the posterior over the time of change, all times being equally likely
    /// before.
    static ChangeDate of(List<Surprise> surprises, RunSpread spread) {
        double[] posterior = posterior(surprises, spread);
        int from = 0;
        int to = posterior.length - 1;
        double best = 1;
        for (int first = 0; first < posterior.length; first++) {
            double mass = 0;
            int last = first - 1;
            while (mass < CONFIDENCE && last + 1 < posterior.length) {
                mass += posterior[++last];
            }
            boolean shorter = last - first < to - from || (last - first == to - from && mass > best);
            if (mass >= CONFIDENCE && shorter) {
                from = first;
                to = last;
                best = mass;
            }
        }
        int likeliest = surprises.get(mode(posterior)).run();
        return new ChangeDate(
                surprises.get(from).run(), likeliest, surprises.get(to).run(), CONFIDENCE, from == 0);
    }

    private static double[] posterior(List<Surprise> surprises, RunSpread spread) {
        double[] logs = new double[surprises.size()];
        double sum = 0;
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = logs.length - 1; i >= 0; i--) {
            sum += spread.moderated(surprises.get(i).size());
            logs[i] = ShiftSums.logRatio(sum, logs.length - i);
            largest = Math.max(largest, logs[i]);
        }
        double total = 0;
        for (int i = 0; i < logs.length; i++) {
            logs[i] = StrictMath.exp(logs[i] - largest);
            total += logs[i];
        }
        for (int i = 0; i < logs.length; i++) {
            logs[i] /= total;
        }
        return logs;
    }

    private static int mode(double[] posterior) {
        int mode = 0;
        for (int i = 1; i < posterior.length; i++) {
            mode = posterior[i] > posterior[mode] ? i : mode;
        }
        return mode;
    }
}
