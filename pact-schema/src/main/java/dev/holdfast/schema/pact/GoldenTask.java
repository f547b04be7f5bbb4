package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A question whose good answer is known.
///
/// @param messages what the agent is asked; empty in a suite whose runs are recorded elsewhere
/// @param cluster  tasks that are variations of one, and so not independent of each other
public record GoldenTask(
        String id, List<Message> messages, Optional<JsonNode> expected, Set<String> tags, Optional<String> cluster) {
    public GoldenTask {
        messages = List.copyOf(messages);
        tags = java.util.Collections.unmodifiableSet(new java.util.LinkedHashSet<>(tags));
    }

    /// The good answer as a person reads it.
    public Optional<String> expectedText() {
        return expected.map(node -> node.isTextual() ? node.asText() : node.toString());
    }

    /// A short digest of what is asked.
    public String questionDigest() {
        return Json.digest(messages).brief();
    }

    /// The last thing the user says: what a report shows.
    public String question() {
        return messages.isEmpty() ? "" : messages.getLast().content();
    }
}
