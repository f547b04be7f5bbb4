package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Finding;
import java.util.Optional;

/// How many certified tasks could be compared, and why the others could not.
///
/// @param failed   every replay of the candidate failed
/// @param unscored answered, but there was nothing in it to compare
/// @param missing  never asked
record Shortfall(int compared, int failed, int unscored, int missing) {
    /// With less of the certified tasks compared, nothing is concluded from the rest.
    static final double LEAST_COVERAGE = 0.9;

    int certifiedTasks() {
        return compared + failed + unscored + missing;
    }

    /// Why too little was measured, if it was.
    Optional<Finding.NotMeasured.Cause> cause() {
        if (compared >= LEAST_COVERAGE * certifiedTasks() && compared > 0) {
            return Optional.empty();
        }
        if (failed > 0 && failed >= Math.max(missing, unscored)) {
            return Optional.of(Finding.NotMeasured.Cause.FAILURES);
        }
        return Optional.of(
                unscored > missing ? Finding.NotMeasured.Cause.UNSCORED : Finding.NotMeasured.Cause.MISSING_TASKS);
    }
}
