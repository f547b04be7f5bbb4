package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.watch.Scale;
import dev.holdfast.baselines.watch.Tallies;
import java.util.SplittableRandom;

/// How the tasks of a stream may behave, as far as is known. What is not known is drawn anew for every simulated
/// suite.
sealed interface Behaviour permits Rates, Values {
    Scale scale();

    /// Tasks of the suite as it is.
    int tasks();

    /// Certified replays of a task, on average.
    double certifiedReplays();

    /// The mean, in the metric's own unit.
    double level();

    /// A suite as it may be.
    ///
    /// @param design its size; tasks beyond those that there are behave like some that there are
    /// @param size   how far the mean moves to the worse when it drifts, in the metric's own unit
    Drawn draw(Design design, double size, SplittableRandom random);

    /// One such suite.
    interface Drawn {
        /// What the certificate counts.
        Tallies certified();

        /// One run.
        Tallies run(boolean drifted, SplittableRandom random);
    }
}
