package dev.holdfast.baselines.watch;

/// All that a watch remembers between two runs: plain values, to be stored and resumed to the same bits.
///
/// `runs` counts every run since the certificate, `gaps` those in which nothing was measured.
public record DetectorState(WatchPlan plan, int runs, int gaps, AnchorState certificate, AnchorState recentPast) {

    /// The e-value of this stream after any number of runs up to `horizon`: a detector grows by at most one a run
    /// on average. Exact for streams planned with [Assurance#GUARANTEED]; the other anchor's budget is spent on its
    /// own alarms.
    public double eValue(int horizon) {
        return certificate.evidence() / horizon;
    }

    AnchorState of(Anchor anchor) {
        return switch (anchor) {
            case CERTIFICATE -> certificate;
            case RECENT_PAST -> recentPast;
        };
    }

    /// Evidence as a share of what makes an alarm, for the anchor that has more of it.
    double heat() {
        return Math.max(heat(Anchor.CERTIFICATE), heat(Anchor.RECENT_PAST));
    }

    double heat(Anchor anchor) {
        return of(anchor).evidence() / plan.thresholds().of(anchor);
    }
}
