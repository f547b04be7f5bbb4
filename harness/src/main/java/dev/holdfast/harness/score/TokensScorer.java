package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Score;

/// `length: tokens`: how many the server says it has written.
final class TokensScorer implements Scorer {
    @Override
    public Score score(GoldenTask task, Observation observation) {
        var tokens = observation.usage().outputTokens();
        return tokens.isPresent()
                ? new Score.Scored(tokens.getAsLong())
                : new Score.Unscored("its tokens were not recorded");
    }
}
