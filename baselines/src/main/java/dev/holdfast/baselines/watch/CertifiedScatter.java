package dev.holdfast.baselines.watch;

import java.util.ArrayList;
import java.util.List;

/// How much whole certified runs scatter around each other: their variance as a multiple of what the replays inside
/// a run explain, with the degrees of freedom (runs less one) that it rests on.
///
/// The ratio is 1 on average where runs differ by chance only, and may be less by luck. It is raw evidence: what a
/// few runs prove is weighed by [RunSpread].
public record CertifiedScatter(double ratio, int freedom) {

    /// A single run, or replays of which nobody knows in which run they were made.
    public static final CertifiedScatter UNKNOWN = new CertifiedScatter(1, 0);

    public CertifiedScatter {
        if (!(ratio >= 0 && ratio < Double.POSITIVE_INFINITY && freedom >= 0)) {
            throw new IllegalArgumentException("Got a ratio of " + ratio + " with " + freedom + " degrees of freedom");
        }
    }

    /// Each run is held against all others together, as the watch will hold later ones. The surprises of `k` runs
    /// have variance `ratio` and correlation `-1 / (k - 1)`; their squares add up to `k · ratio` on average.
    public static CertifiedScatter of(Scale scale, List<Tallies> runs) {
        if (runs.size() < 2) {
            return UNKNOWN;
        }
        double squares = 0;
        for (int i = 0; i < runs.size(); i++) {
            double surprise = surprise(scale, runs, i);
            squares += surprise * surprise;
        }
        return new CertifiedScatter(squares / runs.size(), runs.size() - 1);
    }

    private static double surprise(Scale scale, List<Tallies> runs, int one) {
        List<Tallies> others = new ArrayList<>(runs);
        others.remove(one);
        Tallies known = others.stream().reduce(Tallies.NONE, Tallies::plus);
        return RunSurprise.middle(RunSurprise.of(
                scale.kind(),
                Assurance.CALIBRATED,
                known,
                runs.get(one).only(known.byTask().keySet())));
    }

    /// The ratio is at most this with the given confidence, few runs being shrunken towards runs that are alike.
    public double atMost(double confidence) {
        return RunSpread.of(this, List.of()).quantile(confidence);
    }
}
