package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// How an outcome becomes a score.
public sealed interface Measure {
    /// What an answer is compared with: a place in the task's `expected`, or a literal.
    sealed interface Ideal {
        /// The task's `expected`, or the value at a JSON Pointer inside it.
        record Expected(String pointer) implements Ideal {}

        /// The same text for every task.
        record Literal(String text) implements Ideal {}
    }

    /// 1 where the value equals the ideal.
    record Equals(Ideal ideal) implements Measure {}

    /// 1 where the value contains all of the ideals.
    record Contains(List<Ideal> ideals) implements Measure {}

    /// 1 where the RE2 pattern is found.
    record Regex(String pattern) implements Measure {}

    /// 1 where the value is JSON of this schema.
    record JsonSchema(String path, JsonNode schema) implements Measure {}

    /// 1 where the agent declined to answer (or, when `expected` is false, where it did not).
    record Refusal(boolean expected) implements Measure {}

    /// A score that was made elsewhere and recorded with the answer.
    record RecordedScore(String name) implements Measure {}

    /// Seconds from the question to the whole answer.
    record Latency() implements Measure {}

    /// US dollars.
    record Cost() implements Measure {}

    /// How long the answer is.
    record Length(Of of) implements Measure {
        /// What is counted.
        public enum Of {
            CHARACTERS,
            WORDS,
            TOKENS
        }
    }

    default Unit unit() {
        return switch (this) {
            case Equals _, Contains _, Regex _, JsonSchema _, Refusal _, RecordedScore _ -> Unit.SHARE;
            case Latency _ -> Unit.SECONDS;
            case Cost _ -> Unit.USD;
            case Length _ -> Unit.COUNT;
        };
    }

    /// Whether the measure reads the text of the answer.
    default boolean readsAnswer() {
        return switch (this) {
            case Equals _, Contains _, Regex _, JsonSchema _, Refusal _ -> true;
            case Length(var of) -> of != Length.Of.TOKENS;
            case RecordedScore _, Latency _, Cost _ -> false;
        };
    }
}
