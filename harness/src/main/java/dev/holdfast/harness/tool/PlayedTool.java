package dev.holdfast.harness.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.JsonShape;
import dev.holdfast.schema.pact.Tool;
import dev.holdfast.schema.run.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A tool with its schemas at hand, whoever answers its calls.
record PlayedTool(Tool tool, JsonShape parameters, Optional<JsonShape> shape) {
    static PlayedTool of(Tool tool) {
        return new PlayedTool(
                tool, JsonShape.of(tool.parameters()), tool.result().map(JsonShape::of));
    }

    /// What is wrong with the arguments.
    List<String> objections(JsonNode arguments) {
        return parameters.mismatches(arguments).stream()
                .map(wrong -> "arguments: " + wrong)
                .toList();
    }

    /// What is wrong with a result.
    List<String> misfits(JsonNode result) {
        return shape.stream()
                .flatMap(schema -> schema.mismatches(result).stream())
                .map(wrong -> "result: " + wrong)
                .toList();
    }

    /// A call that was answered elsewhere, with what is wrong with it.
    ToolCall inspected(ToolCall call) {
        var problems = new ArrayList<>(call.problems());
        problems.addAll(objections(call.arguments()));
        if (!problems.contains(ToolCall.FAILED)) {
            call.result().ifPresent(result -> problems.addAll(misfits(tree(result))));
        }
        return new ToolCall(call.name(), call.arguments(), call.result(), call.fault(), problems, call.took());
    }

    private static JsonNode tree(String result) {
        try {
            return Json.tree("result", result);
        } catch (InvalidDocumentException e) {
            return TextNode.valueOf(result);
        }
    }

    /// The first fixture for the arguments, those for this very task before those for all.
    Optional<Tool.Reply> reply(GoldenTask task, JsonNode arguments) {
        var mine = tool.fixtures().stream().filter(fixture -> fixture.task().equals(Optional.of(task.origin())));
        var all = tool.fixtures().stream().filter(fixture -> fixture.task().isEmpty());
        return Stream.concat(mine, all)
                .filter(fixture -> holds(arguments, fixture.when()))
                .map(Tool.Fixture::reply)
                .findFirst();
    }

    /// Everything that it may give back, each once.
    List<JsonNode> results() {
        return tool.fixtures().stream()
                .map(Tool.Fixture::reply)
                .flatMap(reply -> reply instanceof Tool.Reply.Result(var value) ? Stream.of(value) : Stream.of())
                .distinct()
                .toList();
    }

    /// An object holds a pattern's keys with what they hold, whatever else it holds; numbers are equal by value.
    static boolean holds(JsonNode value, JsonNode pattern) {
        if (pattern.isObject()) {
            return value.isObject()
                    && pattern.properties().stream()
                            .allMatch(entry -> holds(value.path(entry.getKey()), entry.getValue()));
        }
        if (pattern.isNumber() && value.isNumber()) {
            return pattern.decimalValue().compareTo(value.decimalValue()) == 0;
        }
        return pattern.equals(value);
    }
}
