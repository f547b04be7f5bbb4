package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Score;
import java.util.Optional;

/// `regex`: 1 where the RE2 pattern is found anywhere in the part.
record RegexCheck(Pattern pattern) implements Check {
    @Override
    public Score check(GoldenTask task, Optional<JsonNode> part) {
        return Check.of(
                part.filter(value -> pattern.matcher(JsonText.of(value)).find()).isPresent());
    }
}
