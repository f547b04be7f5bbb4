package dev.holdfast.harness.target;

import dev.holdfast.harness.tool.ToolAnswer;
import dev.holdfast.schema.pact.Message;
import java.util.List;

/// What has been said to a model and by it, in the words of its protocol.
interface Conversation {
    /// A way to talk with models.
    @FunctionalInterface
    interface Protocol {
        /// Nothing is sent yet.
        Conversation begin(List<Message> messages);
    }

    /// What the model says to all that has been said. What it says, if it calls tools, is part of what is said to it
    /// next.
    ///
    /// @throws Unanswered   when it says nothing; a client may hide it in an exception of its own
    /// @throws InterruptedException when nobody waits any more
    Said ask() throws InterruptedException;

    /// What a tool answered to a call of what was said last.
    void add(Said.Call call, ToolAnswer answer);
}
