package dev.holdfast.baselines.watch;

/// How one stream (a promise on a slice) is watched; it travels in the state, so that a replay needs nothing else.
///
/// `runSpread` is the variance of whole runs around the certificate, as a multiple of what the replays inside a run
/// explain: 1 when runs of different days differ no more than replays of one day. It is a floor; the watch learns
/// more from the runs.
public record WatchPlan(Scale scale, Assurance assurance, Thresholds thresholds, double runSpread) {

    public WatchPlan {
        if (!(runSpread >= 1 && runSpread < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("runSpread is at least 1, got " + runSpread);
        }
    }

    /// A plan for one of several streams: pass each its share, `budget.sharedBy(streams)`.
    public static WatchPlan of(Scale scale, AlarmBudget budget, Assurance assurance, long seed) {
        return new WatchPlan(scale, assurance, Thresholds.of(budget, assurance, seed), 1);
    }
}
