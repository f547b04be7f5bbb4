package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Score;

/// Turns an observation into a score.
@FunctionalInterface
public interface Scorer {
    /// The score of an observation of the task; never of a failed one, which has none.
    Score score(GoldenTask task, Observation observation);
}
