package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;

/// Scores the text of an answer, or a part of it.
record AnswerScorer(Finder finder, Check check) implements Scorer {
    @Override
    public Score score(GoldenTask task, Observation observation) {
        return switch (observation.outcome()) {
            case Outcome.Answered(var text) -> check.check(task, finder.find(text));
            case Outcome.ScoredElsewhere _ -> new Score.Unscored("its text was not recorded");
            case Outcome.Escalated _ -> new Score.Unscored("it was handed over to a person");
            case Outcome.Failed _ -> throw new IllegalArgumentException("a failed replay has no score");
        };
    }
}
