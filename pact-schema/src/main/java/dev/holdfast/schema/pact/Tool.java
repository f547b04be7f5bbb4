package dev.holdfast.schema.pact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A tool that the agent may call.
///
/// @param name       as the pact writes it, such as `orders.get`
/// @param parameters the JSON Schema of its arguments, which are an object
/// @param result     the JSON Schema of what it gives back
/// @param fixtures   what it answers, in the order of the file; empty for a tool that is not simulated
public record Tool(
        String name, String description, JsonNode parameters, Optional<JsonNode> result, List<Fixture> fixtures) {
    public Tool {
        fixtures = List.copyOf(fixtures);
    }

    /// One answer.
    ///
    /// @param task  the only golden task that it is for
    /// @param when  what the arguments must hold; an empty object fits all
    public record Fixture(Optional<String> task, JsonNode when, Reply reply) {}

    /// What comes back from a call.
    public sealed interface Reply {
        record Result(JsonNode value) implements Reply {}

        /// The tool's own way to say no, such as `no order 99`: nothing is broken.
        record Refusal(String message) implements Reply {}
    }

    /// Whether Holdfast answers in its place.
    public boolean isSimulated() {
        return !fixtures.isEmpty();
    }

    /// Of all that the agent is offered and answered.
    public static Digest digest(Collection<Tool> tools) {
        return Json.digest(tools);
    }
}
