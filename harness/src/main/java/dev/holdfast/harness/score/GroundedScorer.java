package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import dev.holdfast.schema.run.ToolCall;
import java.util.Optional;
import java.util.Set;

/// `grounded` and `every_fact_from_tools`: how many of the answer's [Facts] have [Grounds].
///
/// An answer without facts is grounded. Where no tool returned anything and it is not known that none was called,
/// nothing is known of what the answer rests on, and there is no score.
record GroundedScorer(Finder finder, Measure.Grounded measure) implements Scorer {
    @Override
    public Score score(GoldenTask task, Observation observation) {
        if (!(observation.outcome() instanceof Outcome.Answered(var text))) {
            return new Score.Unscored("its text was not recorded");
        }
        if (!measure.played()
                && observation.toolCalls().stream().map(ToolCall::result).noneMatch(Optional::isPresent)) {
            return new Score.Unscored("no result of a tool was recorded for its facts to rest on");
        }
        var grounds = Grounds.of(task, observation);
        return finder.find(text)
                .map(JsonText::of)
                .map(part -> share(Facts.of(part), grounds))
                .orElse(Check.NO);
    }

    private Score share(Set<Fact> facts, Grounds grounds) {
        var grounded = facts.stream().filter(grounds::hold).count();
        if (measure.every() || facts.isEmpty()) {
            return Check.of(grounded == facts.size());
        }
        return new Score.Scored((double) grounded / facts.size());
    }
}
