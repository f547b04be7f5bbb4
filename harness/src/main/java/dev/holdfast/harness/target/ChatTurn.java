package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.tool.ToolAnswer;
import dev.holdfast.harness.tool.ToolSession;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.ToolCall;
import dev.holdfast.schema.run.Usage;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One task put to a chat model: what it says at once, or after the tools that it calls have answered.
final class ChatTurn {
    /// Who calls tools this often without a word to say goes round in a circle.
    static final int MOST_ROUNDS = 16;

    private final ChatModelReplayer target;
    private final ToolSession session;
    private final List<ChatMessage> messages;
    private final long started = System.nanoTime();
    private Usage usage = Usage.NOTHING;

    ChatTurn(ChatModelReplayer target, ToolSession session, List<ChatMessage> messages) {
        this.target = target;
        this.session = session;
        this.messages = new ArrayList<>(messages);
    }

    /// An answer of the server, as LangChain4j reads it and as it came.
    private record Heard(ChatResponse response, JsonNode body) {
        boolean callsTools() {
            return response.aiMessage().hasToolExecutionRequests();
        }
    }

    Reply reply() throws InterruptedException {
        try {
            var heard = ask();
            for (int round = 0; heard.callsTools() && target.playsTools() && round < MOST_ROUNDS; round++) {
                messages.add(heard.response().aiMessage());
                for (var request : heard.response().aiMessage().toolExecutionRequests()) {
                    messages.add(answer(request));
                }
                heard = ask();
            }
            return reply(heard);
        } catch (RuntimeException e) {
            // LangChain4j throws whatever its parts throw; an interruption is among them
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return afterFailure(target.failures().reply(e));
        }
    }

    private Heard ask() {
        var heard = new LimitedHttpClient.Heard();
        var request = ChatRequest.builder().messages(messages);
        if (target.playsTools()) {
            request.toolSpecifications(target.tools());
        }
        var response = ScopedValue.where(LimitedHttpClient.HEARD, heard)
                .call(() -> target.model().chat(request.build()));
        var body = heard.body().map(text -> Json.tree("response", text)).orElseGet(MissingNode::getInstance);
        usage = usage.plus(target.dialect().usage(body));
        return new Heard(response, body);
    }

    private ToolExecutionResultMessage answer(ToolExecutionRequest request) throws InterruptedException {
        var answer = session.call(target.box().names().back(request.name()), arguments(request));
        return ToolExecutionResultMessage.builder()
                .id(request.id())
                .toolName(request.name())
                .text(answer.body())
                .isError(answer.status() == ToolAnswer.Status.OK ? null : true)
                .build();
    }

    private Reply reply(Heard heard) {
        var response = heard.response();
        return new Reply(
                outcome(heard),
                target.dialect().model(heard.body()).map(this::redact),
                target.dialect().fingerprint(heard.body()).map(this::redact),
                finish(response),
                Optional.of(Duration.ofNanos(System.nanoTime() - started)),
                usage,
                Optional.empty(),
                Map.of(),
                calls(heard),
                target.dialect().logProbability(heard.body()));
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

    private Outcome outcome(Heard heard) {
        if (heard.callsTools() && target.playsTools()) {
            return new Outcome.Failed(
                    Outcome.Kind.NO_ANSWER, "still calls tools after " + MOST_ROUNDS + " rounds of them");
        }
        return Optional.ofNullable(heard.response().aiMessage().text())
                .or(() -> isEmptyAnswer(heard) ? Optional.of("") : Optional.empty())
                .<Outcome>map(text -> new Outcome.Answered(redact(text)))
                .orElseGet(() -> noText(heard));
    }

    /// LangChain4j makes no difference between an empty answer, which is behaviour, and none.
    private boolean isEmptyAnswer(Heard heard) {
        return !heard.callsTools()
                && heard.response().finishReason() != FinishReason.CONTENT_FILTER
                && target.dialect().isEmptyAnswer(heard.body());
    }

    private static Outcome noText(Heard heard) {
        var instead = heard.callsTools() ? "calls a tool" : "holds no text";
        return new Outcome.Failed(
                Outcome.Kind.NO_ANSWER,
                "the answer " + instead
                        + finish(heard.response())
                                .map(reason -> " (finish reason " + reason + ")")
                                .orElse(""));
    }

    private static Optional<String> finish(ChatResponse response) {
        return Optional.ofNullable(response.finishReason())
                .map(reason -> reason.name().toLowerCase(Locale.ROOT));
    }

    /// Those that were answered, or else those that nobody is there to answer.
    private List<ToolCall> calls(Heard heard) {
        return heard.callsTools() && !target.playsTools()
                ? heard.response().aiMessage().toolExecutionRequests().stream()
                        .map(this::call)
                        .toList()
                : session.calls();
    }

    private ToolCall call(ToolExecutionRequest request) {
        var arguments = arguments(request);
        var redacted = redact(arguments.isTextual() ? arguments.textValue() : Json.line(arguments));
        return new ToolCall(redact(request.name()), tree(redacted), Optional.empty(), List.of());
    }

    private static JsonNode arguments(ToolExecutionRequest request) {
        return tree(Optional.ofNullable(request.arguments())
                .filter(text -> !text.isBlank())
                .orElse("{}"));
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
