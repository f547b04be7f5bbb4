package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.harness.tool.ToolAnswer;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Message;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// A protocol that LangChain4j knows.
///
/// @param tools as they are offered
record LangChain(ChatModel model, List<ToolSpecification> tools) implements Conversation.Protocol {
    @Override
    public Conversation begin(List<Message> messages) {
        var said = new ArrayList<ChatMessage>();
        messages.forEach(message -> said.add(message(message)));
        return new Talk(said);
    }

    private static ChatMessage message(Message message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.content());
            case USER -> UserMessage.from(message.content());
            case ASSISTANT -> AiMessage.from(message.content());
        };
    }

    private final class Talk implements Conversation {
        private final List<ChatMessage> messages;

        Talk(List<ChatMessage> messages) {
            this.messages = messages;
        }

        @Override
        public Said ask() {
            var heard = new LimitedHttpClient.Heard();
            var request = ChatRequest.builder().messages(messages);
            if (!tools.isEmpty()) {
                request.toolSpecifications(tools);
            }
            var response = ScopedValue.where(LimitedHttpClient.HEARD, heard).call(() -> model.chat(request.build()));
            messages.add(response.aiMessage());
            return said(response, heard);
        }

        @Override
        public void add(Said.Call call, ToolAnswer answer) {
            messages.add(ToolExecutionResultMessage.builder()
                    .id(call.id().isEmpty() ? null : call.id())
                    .toolName(call.name())
                    .text(answer.body())
                    .isError(answer.status() == ToolAnswer.Status.OK ? null : true)
                    .build());
        }
    }

    private static Said said(ChatResponse response, LimitedHttpClient.Heard heard) {
        var message = response.aiMessage();
        return new Said(
                heard.body().map(text -> Json.tree("response", text)).orElseGet(MissingNode::getInstance),
                Optional.ofNullable(message.text()),
                Optional.ofNullable(response.finishReason())
                        .map(reason -> reason.name().toLowerCase(Locale.ROOT)),
                message.toolExecutionRequests().stream().map(LangChain::call).toList());
    }

    private static Said.Call call(ToolExecutionRequest request) {
        return new Said.Call(
                Objects.requireNonNullElse(request.id(), ""),
                request.name(),
                Objects.requireNonNullElse(request.arguments(), ""));
    }
}
