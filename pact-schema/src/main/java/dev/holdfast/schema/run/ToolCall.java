package dev.holdfast.schema.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// A tool that the agent called on the way to its answer.
///
/// @param arguments as the agent wrote them
/// @param result    what the tool answered, as the agent saw it; empty where it never answered or was not recorded
/// @param fault     that was injected instead of an honest answer, by its key
/// @param problems  what is wrong with the call or the answer when held against the tool's schema
public record ToolCall(
        String name, JsonNode arguments, Optional<String> result, Optional<String> fault, List<String> problems) {
    public ToolCall {
        problems = List.copyOf(problems);
    }
}
