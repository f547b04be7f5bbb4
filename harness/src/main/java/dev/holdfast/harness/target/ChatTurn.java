package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.tool.ToolSession;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.ToolCall;
import dev.holdfast.schema.run.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One task put to a chat model: what it says at once, or after the tools that it calls have answered.
final class ChatTurn {
    /// Who calls tools this often without a word to say goes round in a circle.
    static final int MOST_ROUNDS = 16;

    private final ChatModelReplayer target;
    private final ToolSession session;
    private final Conversation conversation;
    private final long started = System.nanoTime();
    private Usage usage = Usage.NOTHING;

    ChatTurn(ChatModelReplayer target, ToolSession session, Conversation conversation) {
        this.target = target;
        this.session = session;
        this.conversation = conversation;
    }

    Reply reply() throws InterruptedException {
        try {
            var said = ask();
            for (int round = 0; said.callsTools() && target.playsTools() && round < MOST_ROUNDS; round++) {
                for (var call : said.calls()) {
                    conversation.add(call, session.call(target.box().names().back(call.name()), arguments(call)));
                }
                said = ask();
            }
            return reply(said);
        } catch (RuntimeException e) {
            // LangChain4j throws whatever its parts throw; an interruption is among them
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return afterFailure(target.failures().reply(e));
        }
    }

    private Said ask() throws InterruptedException {
        var said = conversation.ask();
        usage = usage.plus(target.dialect().usage(said.body()));
        return said;
    }

    private Reply reply(Said said) {
        return new Reply(
                outcome(said),
                target.dialect().model(said.body()).map(this::redact),
                target.dialect().fingerprint(said.body()).map(this::redact),
                said.finish(),
                Optional.of(Duration.ofNanos(System.nanoTime() - started)),
                usage,
                Optional.empty(),
                Map.of(),
                calls(said),
                target.dialect().logProbability(said.body()));
    }

    /// What was asked before has been paid for.
    private Reply afterFailure(Reply failed) {
        return session.calls().isEmpty()
                ? failed
                : new Reply(
                        failed.outcome(),
                        failed.model(),
                        failed.fingerprint(),
                        failed.finish(),
                        failed.latency(),
                        usage,
                        failed.retryAfter(),
                        failed.recordedScores(),
                        session.calls(),
                        failed.aside());
    }

    private Outcome outcome(Said said) {
        if (said.callsTools() && target.playsTools()) {
            return new Outcome.Failed(
                    Outcome.Kind.NO_ANSWER, "still calls tools after " + MOST_ROUNDS + " rounds of them");
        }
        return said.text()
                .or(() -> isEmptyAnswer(said) ? Optional.of("") : Optional.empty())
                .<Outcome>map(text -> new Outcome.Answered(redact(text)))
                .orElseGet(() -> noText(said));
    }

    /// An empty answer is behaviour, none is not.
    private boolean isEmptyAnswer(Said said) {
        return !said.callsTools()
                && said.finish().filter(Said.CONTENT_FILTER::equals).isEmpty()
                && target.dialect().isEmptyAnswer(said.body());
    }

    private static Outcome noText(Said said) {
        var instead = said.callsTools() ? "calls a tool" : "holds no text";
        return new Outcome.Failed(
                Outcome.Kind.NO_ANSWER,
                "the answer " + instead
                        + said.finish()
                                .map(reason -> " (finish reason " + reason + ")")
                                .orElse(""));
    }

    /// Those that were answered, or else those that nobody is there to answer.
    private List<ToolCall> calls(Said said) {
        return said.callsTools() && !target.playsTools()
                ? said.calls().stream().map(this::call).toList()
                : session.calls();
    }

    private ToolCall call(Said.Call call) {
        var arguments = arguments(call);
        var redacted = redact(arguments.isTextual() ? arguments.textValue() : Json.line(arguments));
        return new ToolCall(redact(call.name()), tree(redacted), Optional.empty(), List.of());
    }

    private static JsonNode arguments(Said.Call call) {
        return tree(call.arguments().isBlank() ? "{}" : call.arguments());
    }

    /// What is no JSON is kept as the text that the agent wrote.
    private static JsonNode tree(String arguments) {
        try {
            return Json.tree("arguments", arguments);
        } catch (InvalidDocumentException e) {
            return TextNode.valueOf(arguments);
        }
    }

    private String redact(String text) {
        return target.failures().secrets().redact(text);
    }
}
