package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.ToolCall;
import dev.holdfast.schema.run.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

/// Finds an answer and what is known about it in what came back, where the pact says that they stand.
record AnswerReading(Target.AnswerForm form, Secrets secrets) {
    Reply reply(String cameBack, Duration latency) {
        var tree = tree(cameBack);
        var usage = tree.map(this::usage).orElse(Usage.UNKNOWN);
        return new Reply(
                form.answer()
                        .map(pointer -> outcome(tree, pointer))
                        .orElseGet(() -> new Outcome.Answered(secrets.redact(cameBack))),
                tree.flatMap(body -> form.model().flatMap(at -> text(body.at(at)))),
                Optional.empty(),
                Optional.empty(),
                Optional.of(latency),
                usage,
                Optional.empty(),
                Map.of(),
                tree.map(this::calls).orElse(List.of()),
                Optional.empty());
    }

    private static Optional<JsonNode> tree(String body) {
        try {
            return Optional.of(Json.tree("answer", body));
        } catch (InvalidDocumentException e) {
            return Optional.empty();
        }
    }

    private Outcome outcome(Optional<JsonNode> tree, String pointer) {
        if (tree.isEmpty()) {
            return new Outcome.Failed(Outcome.Kind.NO_ANSWER, "what came back is no JSON");
        }
        return text(tree.get().at(pointer))
                .<Outcome>map(Outcome.Answered::new)
                .orElseGet(() -> new Outcome.Failed(
                        Outcome.Kind.NO_ANSWER, "what came back has nothing at \"" + pointer + "\""));
    }

    private Optional<String> text(JsonNode at) {
        if (at.isMissingNode() || at.isNull()) {
            return Optional.empty();
        }
        return Optional.of(secrets.redact(at.isTextual() ? at.textValue() : Json.line(at)));
    }

    private List<ToolCall> calls(JsonNode body) {
        return form.toolCalls()
                .map(calls -> StreamSupport.stream(body.at(calls.at()).spliterator(), false)
                        .map(call -> call(calls, call))
                        .toList())
                .orElse(List.of());
    }

    private ToolCall call(Target.ToolCallForm calls, JsonNode call) {
        var result = calls.result().flatMap(at -> text(call.at(at)));
        return new ToolCall(
                text(call.at(calls.name())).orElse(""), arguments(call.at(calls.arguments())), result, List.of());
    }

    /// Some agents write them as JSON, some as a text that holds JSON.
    private JsonNode arguments(JsonNode at) {
        var redacted = text(at).orElse("{}");
        return tree(redacted).orElseGet(() -> Json.toTree(redacted));
    }

    private Usage usage(JsonNode body) {
        var usage = form.usage();
        var input = count(body, usage.input());
        var cached = count(body, usage.cached());
        var output = count(body, usage.output());
        var told = usage.costUsd().map(body::at).orElseGet(MissingNode::getInstance);
        var cost = told.isNumber() && told.doubleValue() >= 0
                ? OptionalDouble.of(told.doubleValue())
                : OptionalDouble.empty();
        return new Usage(input, output, cost, cached);
    }

    private static OptionalLong count(JsonNode body, Optional<String> pointer) {
        var at = pointer.map(body::at).orElseGet(MissingNode::getInstance);
        return at.isNumber() && at.canConvertToLong() && at.longValue() >= 0
                ? OptionalLong.of(at.longValue())
                : OptionalLong.empty();
    }
}
