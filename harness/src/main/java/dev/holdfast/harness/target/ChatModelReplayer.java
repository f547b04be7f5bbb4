package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.tool.ToolBox;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Outcome;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Asks a server that speaks a protocol which LangChain4j knows, and answers the tools that it calls.
///
/// @param tools     those of the box, as they are offered
/// @param transport that the model sends over, to be closed with this
record ChatModelReplayer(
        ChatModel model,
        Dialect dialect,
        Agent agent,
        Failures failures,
        Transport transport,
        ToolBox box,
        List<ToolSpecification> tools)
        implements Replayer {
    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        return task.messages().isEmpty()
                ? Reply.failed(Outcome.Kind.REJECTED, "the task has no message to ask")
                // a tool that does not answer need not be waited for: it is known beforehand
                : new ChatTurn(this, box.open(task, repeat, Duration.ZERO), messages(task)).reply();
    }

    boolean playsTools() {
        return !box.isEmpty();
    }

    @Override
    public void close() {
        transport.close();
    }

    private List<ChatMessage> messages(GoldenTask task) {
        var messages = new ArrayList<ChatMessage>();
        agent.prompt().ifPresent(prompt -> messages.add(SystemMessage.from(prompt.text())));
        task.messages().forEach(message -> messages.add(message(message)));
        return messages;
    }

    private static ChatMessage message(Message message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.content());
            case USER -> UserMessage.from(message.content());
            case ASSISTANT -> AiMessage.from(message.content());
        };
    }
}
