package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The pieces of one answer, put together as they come.
interface Pieces {
    /// One more.
    ///
    /// @throws Unanswered when it says that there will be no answer
    void add(JsonNode event);

    /// Whether the answer has come to its end.
    boolean isWhole();

    /// What it says so far.
    String text();

    /// The answer as it would have been sent in one.
    ObjectNode answer();
}
