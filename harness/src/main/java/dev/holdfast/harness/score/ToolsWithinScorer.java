package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import dev.holdfast.schema.run.ToolCall;
import java.util.Set;

/// `tools_within`: 1 where the agent called no other tool than these, whether the call worked or not.
record ToolsWithinScorer(Set<String> tools) implements Scorer {
    @Override
    public Score score(GoldenTask task, Observation observation) {
        if (observation.outcome() instanceof Outcome.ScoredElsewhere
                && observation.toolCalls().isEmpty()) {
            return new Score.Unscored("its tool calls were not recorded");
        }
        return Check.of(observation.toolCalls().stream().map(ToolCall::name).allMatch(tools::contains));
    }
}
