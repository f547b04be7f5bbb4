package dev.holdfast.baselines.watch;

/// How many false alarms are bearable in how many runs: `new AlarmBudget(1, 1460)` is one a year at four runs a day.
///
/// Shares are handed out by the union bound, which needs nothing to be independent: the false alarms of all shares
/// together are at most the false alarms of the whole.
public record AlarmBudget(double falseAlarms, int runs) {

    public AlarmBudget {
        if (!(falseAlarms > 0 && falseAlarms <= runs)) {
            throw new IllegalArgumentException(
                    "A budget needs 0 < falseAlarms <= runs, got " + falseAlarms + " in " + runs);
        }
    }

    /// The budget of one of `streams` promises and slices that are watched together.
    public AlarmBudget sharedBy(int streams) {
        if (streams < 1) {
            throw new IllegalArgumentException("A budget is shared by at least one stream, got " + streams);
        }
        return share(1.0 / streams);
    }

    AlarmBudget share(double fraction) {
        return new AlarmBudget(falseAlarms * fraction, runs);
    }

    /// The chance of any false alarm within the period, if false alarms come singly and at an even pace.
    double risk() {
        return -StrictMath.expm1(-falseAlarms);
    }
}
