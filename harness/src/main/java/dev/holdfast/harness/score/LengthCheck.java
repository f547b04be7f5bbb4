package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure.Length;
import dev.holdfast.schema.run.Score;
import java.util.Arrays;
import java.util.Optional;

/// `length`: Unicode code points, or words with white space between them; 0 where there is no such part.
record LengthCheck(Length.Of of) implements Check {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}]+");

    @Override
    public Score check(GoldenTask task, Optional<JsonNode> part) {
        return new Score.Scored(part.map(JsonText::of).map(this::length).orElse(0L));
    }

    private long length(String text) {
        return switch (of) {
            case CHARACTERS -> text.codePointCount(0, text.length());
            case WORDS ->
                Arrays.stream(SPACE.split(text)).filter(word -> !word.isEmpty()).count();
            case TOKENS -> throw new IllegalStateException("tokens are counted by the server, not in the text");
        };
    }
}
