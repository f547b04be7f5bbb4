package dev.holdfast.harness.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.ToolCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The tools that an agent called, from what the gateway tells while it happens: a `start` with the arguments, then
/// a `result`.
record ToolEvents(Gateway gateway, List<JsonNode> events) {
    List<ToolCall> calls() {
        Map<String, JsonNode> starts = new LinkedHashMap<>();
        Map<String, JsonNode> results = new LinkedHashMap<>();
        for (var event : events) {
            var id = event.path("toolCallId").asText();
            switch (event.path("phase").asText()) {
                case "start" -> starts.putIfAbsent(id, event);
                case "result" -> results.putIfAbsent(id, event);
                default -> {
                    // progress of a tool that is still at work
                }
            }
        }
        return starts.entrySet().stream()
                .map(start -> call(start.getValue(), Optional.ofNullable(results.get(start.getKey()))))
                .toList();
    }

    private ToolCall call(JsonNode start, Optional<JsonNode> result) {
        var failed = result.filter(r -> r.path("isError").asBoolean()).isPresent();
        return new ToolCall(
                start.path("name").asText(),
                arguments(gateway, start.path("args")),
                result.map(r -> gateway.secrets().redact(text(r.path("result").path("content")))),
                failed ? List.of(ToolCall.FAILED) : List.of());
    }

    /// What the agent wrote, without the secrets that it may have read.
    static JsonNode arguments(Gateway gateway, JsonNode args) {
        if (args.isMissingNode()) {
            return JsonNodeFactory.instance.objectNode();
        }
        var redacted = gateway.secrets().redact(Json.line(args));
        try {
            return Json.tree("arguments", redacted);
        } catch (InvalidDocumentException _) {
            return JsonNodeFactory.instance.textNode(redacted);
        }
    }

    /// The parts of a content that are text.
    static String text(JsonNode content) {
        return content.isTextual()
                ? content.textValue()
                : StreamSupport.stream(content.spliterator(), false)
                        .map(part -> part.path("text").asText(""))
                        .collect(Collectors.joining());
    }
}
