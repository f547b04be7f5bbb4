package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Handling;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import java.util.Set;

/// `on_tool_failure`: 1 where the agent did one of these when a tool had failed. Where none had, there is nothing to
/// score.
record OnToolFailureScorer(Set<Handling> good) implements Scorer {
    @Override
    public Score score(GoldenTask task, Observation observation) {
        if (!(observation.outcome() instanceof Outcome.Answered)) {
            return new Score.Unscored("its text was not recorded");
        }
        return ToolFailures.handling(task, observation)
                .map(handling -> Check.of(good.contains(handling)))
                .orElseGet(() -> new Score.Unscored("no tool had failed"));
    }
}
