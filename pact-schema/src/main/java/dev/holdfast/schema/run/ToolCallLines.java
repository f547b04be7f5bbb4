package dev.holdfast.schema.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads the tool calls of one recorded observation, and says what is wrong with them.
///
/// A result that was recorded as JSON instead of text is kept as the JSON it is.
final class ToolCallLines {
    private static final double LONGEST_MS = Duration.ofDays(36_525).toMillis();
    private static final String TOOK = "took_ms";
    private static final Set<String> KEYS = Set.of("name", "arguments", "result", "fault", "problems", TOOK);

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
                found,
                took(call.path(TOOK)));
    }

    private Optional<Duration> took(JsonNode at) {
        if (at.isMissingNode()) {
            return Optional.empty();
        }
        if (!at.isNumber() || at.doubleValue() < 0 || at.doubleValue() > LONGEST_MS) {
            problems.add("\"" + TOOK + "\" of a tool call must be a number of milliseconds from 0");
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(Math.round(at.doubleValue() * 1e6)));
    }

    static JsonNode written(ToolCall call) {
        var written = (ObjectNode) Json.toTree(call);
        call.took().ifPresent(took -> {
            written.remove("took");
            written.put(TOOK, took.toNanos() / 1e6);
        });
        return written;
    }

    private static Optional<String> text(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        return Optional.of(node.isTextual() ? node.textValue() : node.toString());
    }
}
