package dev.holdfast.baselines.watch;

/// How one stream (a promise on a slice) is watched; it travels in the state, so that a replay needs nothing else.
///
/// `scatter` is what the certified runs showed of whole runs that are good or bad together; the watch learns more of
/// it from the runs.
public record WatchPlan(Scale scale, Assurance assurance, Thresholds thresholds, CertifiedScatter scatter) {

    /// A plan for one of several streams: pass each its share, `budget.sharedBy(streams)`.
    public static WatchPlan of(Scale scale, AlarmBudget budget, Assurance assurance, long seed) {
        return new WatchPlan(scale, assurance, Thresholds.of(budget, assurance, seed), CertifiedScatter.UNKNOWN);
    }

    /// The same plan where the certified runs are known one by one.
    public WatchPlan knowing(CertifiedScatter certified) {
        return new WatchPlan(scale, assurance, thresholds, certified);
    }
}
