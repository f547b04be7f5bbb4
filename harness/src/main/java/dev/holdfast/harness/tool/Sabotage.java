package dev.holdfast.harness.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Probe;
import dev.holdfast.schema.pact.Stress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the task's probe does to the answers of its tools; nothing to those of a plain task.
///
/// Everything that is chosen is chosen by the task and its repeat, so that the same replay meets the same.
///
/// @param slow how long a slow tool takes
/// @param hold how long a tool that does not answer keeps its caller waiting
record Sabotage(GoldenTask task, int repeat, Duration slow, Duration hold) {
    private static final String NOTE = "note";
    private static final TextNode NOT_KNOWN = TextNode.valueOf("n/a");

    /// How the tool is to fail.
    Optional<Probe.Fault> fault(String tool) {
        return task.stress()
                .flatMap(stress ->
                        stress instanceof Stress.ToolFault(var _, var failing, var fault) && failing.equals(tool)
                                ? Optional.of(fault)
                                : Optional.empty());
    }

    /// What is to stand in the tool's results.
    Optional<String> instruction(String tool) {
        return task.stress()
                .flatMap(stress ->
                        stress instanceof Stress.Injected(var _, var place, var instruction) && place.equals(tool)
                                ? Optional.of(instruction)
                                : Optional.empty());
    }

    /// How long the caller waits for it.
    Duration pause(Probe.Fault fault) {
        return switch (fault) {
            case SLOW -> slow;
            case TIMEOUT -> hold;
            case ERROR, MALFORMED, EMPTY, WRONG_TYPE, PLAUSIBLE -> Duration.ZERO;
        };
    }

    /// The text that comes in place of an honest result.
    String spoilt(Probe.Fault fault, PlayedTool tool, JsonNode arguments, JsonNode honest) {
        return switch (fault) {
            case MALFORMED -> brokenOff(text(honest));
            case EMPTY -> honest.isObject() ? "{}" : honest.isArray() ? "[]" : "";
            case WRONG_TYPE -> text(mistyped(honest, arguments));
            case PLAUSIBLE -> text(lie(tool, arguments, honest));
            case SLOW, TIMEOUT, ERROR -> text(honest);
        };
    }

    /// The result with a hostile instruction where a text of it ends.
    static JsonNode instructed(JsonNode honest, JsonNode arguments, String instruction) {
        if (!(honest instanceof ObjectNode object)) {
            return honest.isTextual() ? TextNode.valueOf(honest.textValue() + " " + instruction) : honest;
        }
        var place = object.properties().stream()
                .filter(entry -> entry.getValue().isTextual() && !echoes(entry.getValue(), arguments))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(NOTE);
        var told = (object.path(place).asText("") + " " + instruction).strip();
        return object.deepCopy().put(place, told);
    }

    /// A text as it is, any other value as JSON.
    static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : Json.line(value);
    }

    private static String brokenOff(String text) {
        return text.substring(0, (text.length() + 1) / 2);
    }

    /// Nothing that was asked for is left; what only repeats the arguments stays.
    private static JsonNode mistyped(JsonNode honest, JsonNode arguments) {
        if (!(honest instanceof ObjectNode object)) {
            return honest.isTextual() ? IntNode.valueOf(0) : NOT_KNOWN;
        }
        var other = object.deepCopy();
        object.properties().stream()
                .filter(entry -> !echoes(entry.getValue(), arguments))
                .forEach(entry ->
                        other.set(entry.getKey(), entry.getValue().isTextual() ? IntNode.valueOf(0) : NOT_KNOWN));
        return other;
    }

    /// Another of the tool's results, as if it were about what was asked.
    private JsonNode lie(PlayedTool tool, JsonNode arguments, JsonNode honest) {
        var others =
                tool.results().stream().filter(other -> !other.equals(honest)).toList();
        var dressed = others.stream()
                .map(other -> dressed(other, honest, arguments))
                .filter(other -> !other.equals(honest))
                .toList();
        return chosen(dressed.isEmpty() ? others : dressed).orElse(honest);
    }

    private static JsonNode dressed(JsonNode other, JsonNode honest, JsonNode arguments) {
        if (!(other instanceof ObjectNode lie) || !honest.isObject()) {
            return other;
        }
        var dressed = lie.deepCopy();
        honest.properties().stream()
                .filter(entry -> echoes(entry.getValue(), arguments))
                .forEach(entry -> dressed.set(entry.getKey(), entry.getValue()));
        return dressed;
    }

    private Optional<JsonNode> chosen(List<JsonNode> from) {
        var seed = (task.origin() + "#" + repeat).hashCode();
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(Math.floorMod(seed, from.size())));
    }

    private static boolean echoes(JsonNode value, JsonNode arguments) {
        return arguments.properties().stream()
                .anyMatch(argument -> PlayedTool.holds(argument.getValue(), value) && value.isValueNode());
    }
}
