package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Score;

/// `recorded_score`: a score that was made elsewhere.
record RecordedScoreScorer(String name) implements Scorer {
    @Override
    public Score score(GoldenTask task, Observation observation) {
        var value = observation.recordedScores().get(name);
        if (value == null) {
            return new Score.Unscored("no score \"" + name + "\" was recorded");
        }
        return Double.isFinite(value)
                ? new Score.Scored(value)
                : new Score.Unscored("the recorded score \"" + name + "\" is " + value);
    }
}
