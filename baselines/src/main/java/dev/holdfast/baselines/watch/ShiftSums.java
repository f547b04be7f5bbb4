package dev.holdfast.baselines.watch;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The evidence that the agent changed at some time, summed over all possible times: a Shiryaev-Roberts e-detector.
///
/// While nothing changes, a run's surprise `z` is standard normal, whatever the tasks; after a change it is shifted
/// by an unknown `m`. For each `m` of a small grid the likelihood ratio of a run is `exp(m z - m²/2)`, with mean 1
/// while nothing changes, and `R = (memory · R + 1) · exp(m z - m²/2)` is its sum over all times at which the
/// change may have come. The detector is the weighted mean of these sums (Shin, Ramdas, Rinaldo: E-detectors, 2022;
/// mixture over `m` as there). Nothing but the sums is remembered, so that years cost no more memory than days.
final class ShiftSums {

    /// From 5 points on 50 tasks that are all coins (about 1) to five dead tasks among deterministic ones (4 and
    /// more).
    private static final double[] SHIFTS = {0.7, 1.1, 1.7, 2.6, 4.0};

    /// Evenly: small shifts need many runs, so weighing them more gains less of a run than it costs large ones.
    private static final double WEIGHT = 1.0 / SHIFTS.length;

    /// A possible change 50 runs ago counts e⁻¹; it makes the pace of false alarms even over the years.
    static final double MEMORY = 0.98;

    private ShiftSums() {}

    static List<Double> none() {
        return Collections.nCopies(SHIFTS.length, 0.0);
    }

    /// The sums after a further run, by its surprise for every coin that might break a tie: the mean of their ratios
    /// has mean 1 as each of them. `ceiling` keeps a long known drift from hiding that it was mended.
    static List<Double> after(List<Double> sums, double[] coins, double ceiling) {
        double[] next = sums.stream().mapToDouble(Double::doubleValue).toArray();
        advance(next, ceiling, coins);
        return Arrays.stream(next).boxed().toList();
    }

    static double total(List<Double> sums) {
        return total(sums.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /// The largest total in `surprises.length` runs; the calibration simulates it.
    static double peak(double[] surprises) {
        double[] sums = new double[SHIFTS.length];
        double peak = 0;
        for (double surprise : surprises) {
            advance(sums, Double.MAX_VALUE, surprise);
            peak = Math.max(peak, total(sums));
        }
        return peak;
    }

    /// The likelihood ratio of a change that explains all `surprises` together, as a logarithm.
    static double logRatio(double sumOfSurprises, int runs) {
        double[] terms = new double[SHIFTS.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < SHIFTS.length; i++) {
            terms[i] = SHIFTS[i] * sumOfSurprises - runs * SHIFTS[i] * SHIFTS[i] / 2;
            largest = Math.max(largest, terms[i]);
        }
        double sum = 0;
        for (int i = 0; i < SHIFTS.length; i++) {
            sum += WEIGHT * StrictMath.exp(terms[i] - largest);
        }
        return largest + StrictMath.log(sum);
    }

    private static void advance(double[] sums, double ceiling, double... coins) {
        for (int i = 0; i < SHIFTS.length; i++) {
            double ratio = 0;
            for (double surprise : coins) {
                ratio += StrictMath.exp(SHIFTS[i] * surprise - SHIFTS[i] * SHIFTS[i] / 2) / coins.length;
            }
            sums[i] = Math.min(ceiling, (MEMORY * sums[i] + 1) * ratio);
        }
    }

    private static double total(double[] sums) {
        double total = 0;
        for (int i = 0; i < SHIFTS.length; i++) {
            total += WEIGHT * sums[i];
        }
        return total;
    }
}
