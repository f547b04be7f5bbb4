package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Score;
import java.util.Optional;

/// `equals`: 1 where the part is what is wanted.
record EqualsCheck(Wanted wanted, Likeness likeness) implements Check {
    @Override
    public Score check(GoldenTask task, Optional<JsonNode> part) {
        return wanted.of(task)
                .map(ideal -> Check.of(
                        part.filter(value -> likeness.same(value, ideal)).isPresent()))
                .orElse(Wanted.NOT_EXPECTED);
    }
}
