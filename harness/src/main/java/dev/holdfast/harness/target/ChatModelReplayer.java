package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.harness.tool.ToolBox;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Asks a server that speaks a protocol of chat models, and answers the tools that it calls.
///
/// @param transport that the model is asked over, to be closed with this
record ChatModelReplayer(
        Conversation.Protocol protocol,
        Dialect dialect,
        Agent agent,
        Failures failures,
        Transport transport,
        ToolBox box)
        implements Replayer {
    @Override
    public Reply replay(GoldenTask task, int repeat) throws InterruptedException {
        return task.messages().isEmpty()
                ? Reply.failed(Outcome.Kind.REJECTED, "the task has no message to ask")
                // a tool that does not answer need not be waited for: it is known beforehand
                : new ChatTurn(this, box.open(task, repeat, Duration.ZERO), protocol.begin(messages(task))).reply();
    }

    boolean playsTools() {
        return !box.isEmpty();
    }

    @Override
    public void close() {
        transport.close();
    }

    private List<Message> messages(GoldenTask task) {
        var messages = new ArrayList<Message>();
        agent.prompt().ifPresent(prompt -> messages.add(new Message(Message.Role.SYSTEM, prompt.text())));
        messages.addAll(task.messages());
        return messages;
    }
}
