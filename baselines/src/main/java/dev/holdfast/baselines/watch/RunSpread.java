package dev.holdfast.baselines.watch;

import java.util.List;

/// How much more whole runs scatter than the replays inside a run explain, learned from the runs themselves.
///
/// A provider that is slow on Mondays makes all tasks of a run worse together; counting tasks would take that for
/// drift. The variance is read from successive differences, which a lasting change of the agent does not inflate
/// but once.
final class RunSpread {

    /// The declared spread counts as much as this many runs.
    private static final double PRIOR_RUNS = 10;

    /// A single jump is the change that is looked for, not scatter.
    private static final double LARGEST_SQUARE = 6;

    /// The mean of m halved squared differences of normal variables has variance 3 / m.
    private static final double VARIANCE_OF_A_TERM = 3;

    private RunSpread() {}

    /// A lower bound (one standard error) of the variance, never below the declared one, so that pure chance is not
    /// punished.
    static double of(double declared, List<Surprise> surprises) {
        double weight = PRIOR_RUNS;
        double sum = PRIOR_RUNS * declared;
        for (int i = 1; i < surprises.size(); i++) {
            double difference = surprises.get(i).size() - surprises.get(i - 1).size();
            sum += Math.min(difference * difference / 2, LARGEST_SQUARE * declared);
            weight++;
        }
        double caution = 1 + StrictMath.sqrt(VARIANCE_OF_A_TERM / weight);
        return Math.max(declared, sum / weight / caution);
    }

    /// Surprise to the worse shrinks and never grows, so that the budget is kept with or without spread.
    static double moderated(double surprise, double spread) {
        return surprise > 0 ? surprise / StrictMath.sqrt(spread) : surprise;
    }
}
