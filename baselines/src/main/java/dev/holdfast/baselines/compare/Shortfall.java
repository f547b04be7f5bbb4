package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Finding;
import java.util.Optional;

/// How many certified tasks could be compared, and why the others could not.
///
/// @param failed   every replay of the candidate failed
/// @param unscored answered, but there was nothing in it to compare
/// @param missing  never asked
/// @param unheard  answered, but the judges were not reached
record Shortfall(int compared, int failed, int unscored, int missing, int unheard) {
    /// With less of the certified tasks compared, nothing is concluded from the rest.
    static final double LEAST_COVERAGE = 0.9;

    int certifiedTasks() {
        return compared + failed + unscored + missing + unheard;
    }

    /// Why too little was measured, if it was.
    Optional<Finding.NotMeasured.Cause> cause() {
        if (compared >= LEAST_COVERAGE * certifiedTasks() && compared > 0) {
            return Optional.empty();
        }
        if (failed + unheard > 0 && failed + unheard >= Math.max(missing, unscored)) {
            return Optional.of(
                    failed >= unheard ? Finding.NotMeasured.Cause.FAILURES : Finding.NotMeasured.Cause.JUDGES);
        }
        return Optional.of(
                unscored > missing ? Finding.NotMeasured.Cause.UNSCORED : Finding.NotMeasured.Cause.MISSING_TASKS);
    }
}
