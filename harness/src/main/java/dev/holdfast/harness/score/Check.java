package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Score;
import java.util.Optional;

/// Scores the part of an answer that a metric looks at.
@FunctionalInterface
interface Check {
    Score YES = new Score.Scored(1);
    Score NO = new Score.Scored(0);

    /// What the part is worth.
    ///
    /// @param part empty where the answer has no such part
    Score check(GoldenTask task, Optional<JsonNode> part);

    static Score of(boolean holds) {
        return holds ? YES : NO;
    }
}
