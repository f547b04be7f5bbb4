package dev.holdfast.schema.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.pact.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A tool that the agent called on the way to its answer.
///
/// @param arguments as the agent wrote them
/// @param result    what the tool answered, as the agent saw it; empty where it never answered or was not recorded
/// @param fault     that was injected instead of an honest answer, by its key
/// @param problems  what is wrong with the call or the answer when held against the tool's schema
/// @param took      from the call to its answer
public record ToolCall(
        String name,
        JsonNode arguments,
        Optional<String> result,
        Optional<String> fault,
        List<String> problems,
        Optional<Duration> took) {
    /// The problem of a call whose tool said itself that it had failed.
    public static final String FAILED = "the tool reported an error";

    public ToolCall {
        problems = List.copyOf(problems);
    }

    /// A call that was seen from outside, with nothing injected and nothing known of its duration.
    public ToolCall(String name, JsonNode arguments, Optional<String> result, List<String> problems) {
        this(name, arguments, result, Optional.empty(), problems, Optional.empty());
    }

    /// The arguments as JSON, on one line.
    public String argumentsText() {
        return arguments.toString();
    }

    /// Whether the tool failed in a way that the agent could see.
    public boolean hasFailed() {
        return fault.flatMap(Probe.Fault::of)
                .map(Probe.Fault::shows)
                .orElseGet(() ->
                        problems.stream().anyMatch(problem -> problem.equals(FAILED) || problem.startsWith("result:")));
    }
}
