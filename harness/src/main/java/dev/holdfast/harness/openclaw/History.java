package dev.holdfast.harness.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.ToolCall;
import dev.holdfast.schema.run.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// A turn as its session's history tells it, beside the answer that the chat completions gave.
///
/// @param items of the history; empty where the gateway keeps none
record History(Gateway gateway, JsonNode completion, JsonNode items) {
    Reply reply(Duration took) {
        var choice = completion.at("/choices/0");
        var content = choice.at("/message/content");
        if (!content.isTextual()) {
            return gateway.failed(Outcome.Kind.NO_ANSWER, "the gateway's answer holds no text");
        }
        return new Reply(
                new Outcome.Answered(gateway.secrets().redact(content.textValue())),
                model(),
                Optional.empty(),
                Optional.of(choice.path("finish_reason"))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue),
                Optional.of(took),
                new Usage(tokens("prompt_tokens"), tokens("completion_tokens"), cost()),
                Optional.empty(),
                Map.of(),
                toolCalls(),
                Optional.empty());
    }

    private Stream<JsonNode> said(String role) {
        return StreamSupport.stream(items.spliterator(), false)
                .filter(item -> item.path("role").asText().equals(role));
    }

    private Optional<String> model() {
        return said("assistant")
                .filter(item -> item.path("model").isTextual())
                .reduce((_, last) -> last)
                .map(item -> item.path("provider").asText() + "/"
                        + item.path("model").asText())
                .map(gateway.secrets()::redact);
    }

    private OptionalLong tokens(String key) {
        var tokens = completion.path("usage").path(key);
        return tokens.isNumber() ? OptionalLong.of(tokens.asLong()) : OptionalLong.empty();
    }

    /// Of all calls of models in the turn; unknown where one of them has no price.
    private OptionalDouble cost() {
        var costs = said("assistant").map(item -> item.at("/usage/cost/total")).toList();
        return costs.isEmpty() || !costs.stream().allMatch(JsonNode::isNumber)
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        costs.stream().mapToDouble(JsonNode::asDouble).sum());
    }

    private List<ToolCall> toolCalls() {
        var results = new HashMap<String, JsonNode>();
        said("toolResult").forEach(item -> results.put(item.path("toolCallId").asText(), item));
        var calls = new ArrayList<ToolCall>();
        said("assistant")
                .flatMap(item -> StreamSupport.stream(item.path("content").spliterator(), false))
                .filter(part -> part.path("type").asText().equals("toolCall"))
                .forEach(part -> calls.add(call(
                        part, Optional.ofNullable(results.get(part.path("id").asText())))));
        return calls;
    }

    private ToolCall call(JsonNode part, Optional<JsonNode> result) {
        var failed = result.filter(r -> r.path("isError").asBoolean()).isPresent();
        return new ToolCall(
                part.path("name").asText(),
                ToolEvents.arguments(gateway, part.path("arguments")),
                result.map(r -> gateway.secrets().redact(ToolEvents.text(r.path("content")))),
                failed ? List.of(ToolCall.FAILED) : List.of());
    }
}
