package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.ToolCall;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Asks a server that speaks a protocol which LangChain4j knows.
///
/// @param transport that the model sends over, to be closed with this
record ChatModelReplayer(ChatModel model, Dialect dialect, Agent agent, Failures failures, Transport transport)
        implements Replayer {
    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        return task.messages().isEmpty()
                ? Reply.failed(Outcome.Kind.REJECTED, "the task has no message to ask")
                : replay(request(task));
    }

    private Reply replay(ChatRequest request) throws InterruptedException {
        var heard = new LimitedHttpClient.Heard();
        var started = System.nanoTime();
        try {
            var response = ScopedValue.where(LimitedHttpClient.HEARD, heard).call(() -> model.chat(request));
            return reply(response, heard, Duration.ofNanos(System.nanoTime() - started));
        } catch (RuntimeException e) {
            // LangChain4j throws whatever its parts throw; an interruption is among them
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return failures.reply(e);
        }
    }

    @Override
    public void close() {
        transport.close();
    }

    private ChatRequest request(GoldenTask task) {
        var messages = new ArrayList<ChatMessage>();
        agent.prompt().ifPresent(prompt -> messages.add(SystemMessage.from(prompt.text())));
        task.messages().forEach(message -> messages.add(message(message)));
        return ChatRequest.builder().messages(messages).build();
    }

    private static ChatMessage message(Message message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.content());
            case USER -> UserMessage.from(message.content());
            case ASSISTANT -> AiMessage.from(message.content());
        };
    }

    private Reply reply(ChatResponse response, LimitedHttpClient.Heard heard, Duration latency) {
        var answer = heard.body().map(body -> Json.tree("response", body)).orElseGet(MissingNode::getInstance);
        return new Reply(
                outcome(response, answer),
                dialect.model(answer).map(this::redact),
                dialect.fingerprint(answer).map(this::redact),
                finish(response),
                Optional.of(latency),
                dialect.usage(answer),
                Optional.empty(),
                Map.of(),
                calls(response));
    }

    private Outcome outcome(ChatResponse response, JsonNode answer) {
        return Optional.ofNullable(response.aiMessage().text())
                .or(() -> isEmptyAnswer(response, answer) ? Optional.of("") : Optional.empty())
                .<Outcome>map(text -> new Outcome.Answered(redact(text)))
                .orElseGet(() -> noText(response));
    }

    /// LangChain4j makes no difference between an empty answer, which is behaviour, and none.
    private boolean isEmptyAnswer(ChatResponse response, JsonNode answer) {
        return !response.aiMessage().hasToolExecutionRequests()
                && response.finishReason() != FinishReason.CONTENT_FILTER
                && dialect.isEmptyAnswer(answer);
    }

    private static Outcome noText(ChatResponse response) {
        var instead = response.aiMessage().hasToolExecutionRequests() ? "calls a tool" : "holds no text";
        return new Outcome.Failed(
                Outcome.Kind.NO_ANSWER,
                "the answer " + instead
                        + finish(response)
                                .map(reason -> " (finish reason " + reason + ")")
                                .orElse(""));
    }

    private static Optional<String> finish(ChatResponse response) {
        return Optional.ofNullable(response.finishReason())
                .map(reason -> reason.name().toLowerCase(Locale.ROOT));
    }

    private List<ToolCall> calls(ChatResponse response) {
        return response.aiMessage().hasToolExecutionRequests()
                ? response.aiMessage().toolExecutionRequests().stream()
                        .map(this::call)
                        .toList()
                : List.of();
    }

    private ToolCall call(ToolExecutionRequest request) {
        var arguments = redact(Optional.ofNullable(request.arguments()).orElse("{}"));
        return new ToolCall(redact(request.name()), tree(arguments), Optional.empty(), Optional.empty(), List.of());
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
        return failures.secrets().redact(text);
    }
}
