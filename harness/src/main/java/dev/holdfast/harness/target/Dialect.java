package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.run.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/// Where a provider's answer says what LangChain4j does not pass on, or not alike for all: JSON Pointers.
///
/// @param text        the answer's text or its parts; they are there, and empty, when the answer is an empty one
/// @param model       that answered
/// @param fingerprint of the server's configuration
/// @param input       token counts that add up to all of the input
/// @param cached      tokens of the input that the server still had
/// @param output      token counts that add up to all of the output
/// @param tools       how they are offered
record Dialect(
        String text,
        String model,
        Optional<String> fingerprint,
        List<String> input,
        Optional<String> cached,
        List<String> output,
        ToolSpecifications tools) {
    static final Dialect OPENAI = new Dialect(
            "/choices/0/message/content",
            "/model",
            Optional.of("/system_fingerprint"),
            List.of("/usage/prompt_tokens"),
            Optional.of("/usage/prompt_tokens_details/cached_tokens"),
            List.of("/usage/completion_tokens"),
            ToolSpecifications.WRITTEN);
    static final Dialect OPENAI_RESPONSES = new Dialect(
            "/output",
            "/model",
            Optional.empty(),
            List.of("/usage/input_tokens"),
            Optional.of("/usage/input_tokens_details/cached_tokens"),
            List.of("/usage/output_tokens"),
            ToolSpecifications.WRITTEN);
    static final Dialect ANTHROPIC = new Dialect(
            "/content",
            "/model",
            Optional.empty(),
            List.of("/usage/input_tokens", "/usage/cache_read_input_tokens", "/usage/cache_creation_input_tokens"),
            Optional.of("/usage/cache_read_input_tokens"),
            List.of("/usage/output_tokens"),
            ToolSpecifications.WRITTEN);
    static final Dialect GEMINI = new Dialect(
            "/candidates/0/content/parts",
            "/modelVersion",
            Optional.empty(),
            List.of("/usageMetadata/promptTokenCount", "/usageMetadata/toolUsePromptTokenCount"),
            Optional.of("/usageMetadata/cachedContentTokenCount"),
            List.of("/usageMetadata/candidatesTokenCount", "/usageMetadata/thoughtsTokenCount"),
            ToolSpecifications.PLAIN);
    static final Dialect OLLAMA = new Dialect(
            "/message/content",
            "/model",
            Optional.empty(),
            List.of("/prompt_eval_count"),
            Optional.empty(),
            List.of("/eval_count"),
            ToolSpecifications.WRITTEN);

    /// Whether the answer is there and holds nothing.
    boolean isEmptyAnswer(JsonNode answer) {
        var at = answer.at(text);
        return at.isTextual() || at.isArray();
    }

    Optional<String> model(JsonNode answer) {
        return text(answer, model);
    }

    Optional<String> fingerprint(JsonNode answer) {
        return fingerprint.flatMap(at -> text(answer, at));
    }

    /// The mean of all tokens, where the server was asked to tell it: only OpenAI's chat completions do.
    Optional<Reply.Aside> logProbability(JsonNode answer) {
        var tokens = answer.at("/choices/0/logprobs/content");
        return tokens.isArray() && !tokens.isEmpty()
                ? Optional.of(new Reply.Aside(
                        Optional.empty(),
                        StreamSupport.stream(tokens.spliterator(), false)
                                .mapToDouble(token -> token.path("logprob").asDouble())
                                .average()))
                : Optional.empty();
    }

    Usage usage(JsonNode answer) {
        var had = cached.map(at -> count(answer, at)).orElseGet(OptionalLong::empty);
        return new Usage(sum(answer, input), sum(answer, output), OptionalDouble.empty(), had);
    }

    /// The first must be there; the others count where they are.
    private static OptionalLong sum(JsonNode answer, List<String> pointers) {
        return count(answer, pointers.getFirst()).isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(pointers.stream()
                        .mapToLong(at -> count(answer, at).orElse(0))
                        .sum());
    }

    private static OptionalLong count(JsonNode answer, String pointer) {
        var at = answer.at(pointer);
        return at.canConvertToLong() && at.isNumber() && at.longValue() >= 0
                ? OptionalLong.of(at.longValue())
                : OptionalLong.empty();
    }

    private static Optional<String> text(JsonNode answer, String pointer) {
        var at = answer.at(pointer);
        return at.isTextual() ? Optional.of(at.textValue()) : Optional.empty();
    }
}
