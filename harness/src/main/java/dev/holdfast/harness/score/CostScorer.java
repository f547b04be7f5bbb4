package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Score;

/// `cost`: US dollars.
final class CostScorer implements Scorer {
    @Override
    public Score score(GoldenTask task, Observation observation) {
        var cost = observation.usage().costUsd();
        return cost.isPresent() && Double.isFinite(cost.getAsDouble())
                ? new Score.Scored(cost.getAsDouble())
                : new Score.Unscored(
                        "its cost is not known: no cost was recorded, and the pact or the tokens give none");
    }
}
