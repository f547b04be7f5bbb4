package dev.holdfast.harness.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.tool.ToolAnswer.Status;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Probe;
import dev.holdfast.schema.pact.Tool;
import dev.holdfast.schema.run.ToolCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tools within one replay. They may be called by many threads at once; calls are kept in the order in which
/// they began.
public final class ToolSession {
    /// What is recorded as fault where a hostile instruction stands in the result.
    public static final String INSTRUCTION = "instruction";

    private final Map<String, PlayedTool> tools;
    private final Sabotage sabotage;
    private final Secrets secrets;
    private final List<ToolCall> calls = new ArrayList<>();

    ToolSession(Map<String, PlayedTool> tools, Sabotage sabotage, Secrets secrets) {
        this.tools = tools;
        this.sabotage = sabotage;
        this.secrets = secrets;
    }

    /// What came of a call.
    private record Made(ToolAnswer answer, Optional<String> fault, List<String> problems) {
        static Made honest(ToolAnswer answer, List<String> problems) {
            return new Made(answer, Optional.empty(), problems);
        }

        static Made faulty(ToolAnswer answer, Probe.Fault fault, List<String> problems) {
            return new Made(answer, Optional.of(fault.key()), problems);
        }
    }

    /// Calls a tool.
    ///
    /// @param arguments as the agent wrote them; a text where it wrote no JSON
    public ToolAnswer call(String name, JsonNode arguments) throws InterruptedException {
        var started = System.nanoTime();
        var tool = Optional.ofNullable(tools.get(name));
        var made = tool.map(known -> made(known, arguments))
                .orElseGet(() -> Made.honest(
                        ToolAnswer.error(Status.NOT_FOUND, "there is no tool \"" + name + "\""),
                        List.of("there is no such tool")));
        var pause = tool.flatMap(known -> sabotage.fault(name)).map(sabotage::pause);
        // who hangs up on a tool that does not answer has called it all the same
        var place = begun(call(name, arguments, made, Optional.empty()));
        if (pause.isPresent()) {
            Thread.sleep(pause.get());
        }
        ended(place, call(name, arguments, made, Optional.of(Duration.ofNanos(System.nanoTime() - started))));
        return made.answer();
    }

    private synchronized int begun(ToolCall call) {
        calls.add(call);
        return calls.size() - 1;
    }

    private synchronized void ended(int place, ToolCall call) {
        calls.set(place, call);
    }

    /// Those that have begun; how long one took is not known before it has ended.
    public synchronized List<ToolCall> calls() {
        return List.copyOf(calls);
    }

    private Made made(PlayedTool tool, JsonNode arguments) {
        var objections = tool.objections(arguments);
        var fault = sabotage.fault(tool.tool().name());
        if (fault.isPresent() && fault.get() == Probe.Fault.TIMEOUT) {
            return Made.faulty(ToolAnswer.error(Status.TIMEOUT, "no answer in time"), fault.get(), objections);
        }
        if (fault.isPresent() && fault.get() == Probe.Fault.ERROR) {
            return Made.faulty(ToolAnswer.error(Status.BROKEN, "internal error"), fault.get(), objections);
        }
        if (!objections.isEmpty()) {
            return Made.honest(ToolAnswer.error(Status.BAD_ARGUMENTS, String.join("; ", objections)), objections);
        }
        return tool.reply(sabotage.task(), arguments)
                .map(reply -> switch (reply) {
                    case Tool.Reply.Refusal(var message) ->
                        Made.honest(ToolAnswer.error(Status.NOT_FOUND, message), List.of());
                    case Tool.Reply.Result(var value) -> result(tool, arguments, value, fault);
                })
                .orElseGet(() -> Made.honest(
                        ToolAnswer.error(Status.NOT_FOUND, "nothing is known for these arguments"),
                        List.of("no fixture is for these arguments")));
    }

    private Made result(PlayedTool tool, JsonNode arguments, JsonNode honest, Optional<Probe.Fault> fault) {
        if (fault.isPresent()) {
            var text = sabotage.spoilt(fault.get(), tool, arguments, honest);
            return Made.faulty(new ToolAnswer(Status.OK, text), fault.get(), misfits(tool, honest, text));
        }
        return sabotage.instruction(tool.tool().name())
                .map(instruction -> {
                    var told = Sabotage.text(Sabotage.instructed(honest, arguments, instruction));
                    return new Made(
                            new ToolAnswer(Status.OK, told), Optional.of(INSTRUCTION), misfits(tool, honest, told));
                })
                .orElseGet(() -> Made.honest(new ToolAnswer(Status.OK, Sabotage.text(honest)), tool.misfits(honest)));
    }

    /// @param honest which tells whether the text has to be JSON
    private static List<String> misfits(PlayedTool tool, JsonNode honest, String text) {
        if (honest.isTextual()) {
            return tool.misfits(TextNode.valueOf(text));
        }
        try {
            return tool.misfits(Json.tree("result", text));
        } catch (InvalidDocumentException e) {
            return List.of("result: is no JSON");
        }
    }

    private ToolCall call(String name, JsonNode arguments, Made made, Optional<Duration> took) {
        return new ToolCall(
                secrets.redact(name),
                redacted(arguments),
                Optional.of(secrets.redact(made.answer().body())),
                made.fault(),
                made.problems().stream().map(secrets::redact).toList(),
                took);
    }

    private JsonNode redacted(JsonNode arguments) {
        var redacted = secrets.redact(Sabotage.text(arguments));
        try {
            return arguments.isTextual() ? TextNode.valueOf(redacted) : Json.tree("arguments", redacted);
        } catch (InvalidDocumentException e) {
            return TextNode.valueOf(redacted);
        }
    }
}
