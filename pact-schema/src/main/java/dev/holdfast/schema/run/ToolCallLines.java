package dev.holdfast.schema.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the tool calls of one recorded observation, and says what is wrong with them.
///
/// A result that was recorded as JSON instead of text is kept as the JSON it is.
final class ToolCallLines {
    private static final Set<String> KEYS = Set.of("name", "arguments", "result", "fault", "problems");

    private final List<String> problems;

    ToolCallLines(List<String> problems) {
        this.problems = problems;
    }

    List<ToolCall> read(JsonNode calls) {
        var read = new ArrayList<ToolCall>();
        if (calls.isMissingNode() || calls.isNull()) {
            return read;
        }
        if (!calls.isArray()) {
            problems.add("\"tool_calls\" must be a list of {\"name\": …, \"arguments\": …}");
            return read;
        }
        calls.forEach(call -> read.add(call(call)));
        return read;
    }

    private ToolCall call(JsonNode call) {
        if (!call.path("name").isTextual()) {
            problems.add("every one of \"tool_calls\" must have a \"name\"");
        }
        call.properties().stream()
                .map(java.util.Map.Entry::getKey)
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> problems.add("\"tool_calls\" know no \"" + key + "\""));
        var found = new ArrayList<String>();
        call.path("problems").forEach(problem -> found.add(problem.asText()));
        var arguments = call.path("arguments");
        return new ToolCall(
                call.path("name").asText(),
                arguments.isMissingNode() ? JsonNodeFactory.instance.objectNode() : arguments,
                text(call.path("result")),
                text(call.path("fault")),
                found);
    }

    private static Optional<String> text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(node.isTextual() ? node.textValue() : node.toString());
    }
}
