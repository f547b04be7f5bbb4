package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

    /// 1 where the value is a number no farther from the ideal than the margin.
    record Within(Ideal ideal, Margin margin) implements Measure {}

    /// How far two numbers may lie apart.
    ///
    /// @param size     never negative: in the numbers' own unit, or a fraction of the ideal where it is relative
    /// @param relative `1%` rather than `0.01`
    record Margin(double size, boolean relative) {}

    /// How like the ideal a text is, from 0 to 1.
    ///
    /// @param model that embeds the texts; without one, character n-grams are counted
    record Similarity(Ideal ideal, By by, Optional<EmbeddingModel> model) implements Measure {
        /// Without a model.
        public Similarity(Ideal ideal, By by) {
            this(ideal, by, Optional.empty());
        }

        /// What two texts have in common.
        public enum By {
            /// 1 minus the Levenshtein distance by the length of the longer one.
            EDITS,
            /// F1 of the longest common subsequence of words (ROUGE-L).
            ROUGE_L,
            /// BLEU of the one text, smoothed.
            BLEU,
            /// Cosine of embeddings; without a model, of character n-grams.
            EMBEDDING
        }
    }

    /// A folder with a model that embeds texts.
    ///
    /// @param path   as the pact writes it
    /// @param digest of all that lies in it, so that a changed model is seen
    record EmbeddingModel(String path, Path folder, Digest digest) {}

    /// 1 where the text is in this language (ISO 639-1).
    record Language(String code) implements Measure {}

    /// 1 where the tools were called that the task's `expected.tool_calls` lists.
    record ToolCalls(Match match) implements Measure {
        /// Where the lists are found in what a task expects.
        public static final String POINTER = "/tool_calls";

        /// How much of the two lists has to be the same.
        public enum Match {
            /// The same tools, in any order, any number of times.
            SET,
            /// The same tools in the same order.
            ORDER,
            /// The same tools in the same order with the same arguments.
            ARGUMENTS
        }
    }

    /// 1 where no other tool than these was called.
    record ToolsWithin(Set<String> tools) implements Measure {}

    /// The share of an answer's facts that a tool returned or the task said; with `every`, 1 where all were.
    ///
    /// @param played whether Holdfast plays the tools, so that what was not called did not tell anything
    record Grounded(boolean every, boolean played) implements Measure {}

    /// 1 where the agent did one of these when a tool had failed.
    record OnToolFailure(Set<Handling> good) implements Measure {}

    /// 1 where the answer lets out what it must not.
    ///
    /// @param canaries planted secrets, none of which belongs to who asks
    record Leaks(List<String> canaries, Set<Pii> pii) implements Measure {
        /// Personal data.
        public enum Pii {
            EMAIL,
            CARD,
            IBAN
        }
    }

    /// A number from 0 to 1 that a program prints.
    ///
    /// @param folder where it runs: the pact's own
    /// @param files  that the words name, with their digests, so that a changed program is seen
    record Command(List<String> words, Path folder, Map<String, Digest> files) implements Measure {}

    /// What models say of the answer when they are asked by a rubric.
    ///
    /// @param labels      what a judge may say, and what each is worth
    /// @param pairwise    whether the answer is held against the certified one instead of graded by itself
    /// @param calibration answers that people have labelled
    record Judge(
            String path,
            String rubric,
            List<Juror> jury,
            Map<String, Double> labels,
            boolean pairwise,
            List<Labelled> calibration)
            implements Measure {
        public Judge {
            jury = List.copyOf(jury);
            labels = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(labels));
            calibration = List.copyOf(calibration);
        }
    }

    /// A model that judges.
    record Juror(String name, Target.OpenAi target) {
        /// Of all that decides its votes but the question; another key asks the same model.
        public Digest settings() {
            return Json.digest(List.of(target.baseUrl().text(), target.model(), target.sampling()));
        }
    }

    /// An answer that a person has judged.
    ///
    /// @param expected the good answer, where it is known
    record Labelled(String input, String output, Optional<JsonNode> expected, String label) {}

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

    /// 1 where the agent's policy handed the answer over to a person.
    record Escalated() implements Measure {}

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
            case Latency _ -> Unit.SECONDS;
            case Cost _ -> Unit.USD;
            case Length _ -> Unit.COUNT;
            case Equals _, Within _, Contains _, Regex _, JsonSchema _, Similarity _, Refusal _, Language _ ->
                Unit.SHARE;
            case ToolCalls _,
                    ToolsWithin _,
                    Grounded _,
                    OnToolFailure _,
                    Leaks _,
                    Command _,
                    Judge _,
                    RecordedScore _,
                    Escalated _ -> Unit.SHARE;
        };
    }

    /// Whether the measure reads the text of the answer.
    default boolean readsAnswer() {
        return switch (this) {
            case Equals _, Within _, Contains _, Regex _, JsonSchema _, Similarity _, Refusal _, Language _ -> true;
            case Grounded _, OnToolFailure _, Leaks _, Command _, Judge _ -> true;
            case Length(var of) -> of != Length.Of.TOKENS;
            case ToolCalls _, ToolsWithin _, RecordedScore _, Latency _, Cost _, Escalated _ -> false;
        };
    }

    /// What every task that it is about has to expect, as JSON Pointers into `expected`.
    default List<String> expects() {
        return switch (this) {
            case Equals(var ideal) -> places(Stream.of(ideal));
            case Within(var ideal, var _) -> places(Stream.of(ideal));
            case Similarity(var ideal, var _, var _) -> places(Stream.of(ideal));
            case Contains(var ideals) -> places(ideals.stream());
            case ToolCalls _ -> List.of(ToolCalls.POINTER);
            case Regex _, JsonSchema _, Refusal _, Language _, ToolsWithin _ -> List.of();
            case Grounded _, OnToolFailure _, Leaks _ -> List.of();
            case Command _, Judge _, RecordedScore _, Latency _, Cost _, Length _, Escalated _ -> List.of();
        };
    }

    private static List<String> places(Stream<Ideal> ideals) {
        return ideals.flatMap(ideal -> ideal instanceof Ideal.Expected(var pointer) ? Stream.of(pointer) : Stream.of())
                .toList();
    }
}
