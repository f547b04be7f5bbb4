package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// What a model has said once.
///
/// @param body   as it came
/// @param text   that is not empty
/// @param finish why it ended, in the words that are recorded for every protocol
/// @param calls  of tools
record Said(JsonNode body, Optional<String> text, Optional<String> finish, List<Call> calls) {
    static final String CONTENT_FILTER = "content_filter";

    /// A call of a tool, as the model wrote it.
    ///
    /// @param id        by which its answer is told from others; may be empty
    /// @param arguments meant to be JSON; may be empty
    record Call(String id, String name, String arguments) {}

    boolean callsTools() {
        return !calls.isEmpty();
    }
}
