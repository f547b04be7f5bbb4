package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Score;

/// `latency`: seconds from the question to the whole answer.
final class LatencyScorer implements Scorer {
    @Override
    public Score score(GoldenTask task, Observation observation) {
        return observation
                .latency()
                .<Score>map(latency -> new Score.Scored(latency.toNanos() / 1e9))
                .orElseGet(() -> new Score.Unscored("its latency was not recorded"));
    }
}
