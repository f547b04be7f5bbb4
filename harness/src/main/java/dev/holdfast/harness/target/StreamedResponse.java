package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;

/// The events of OpenAI's responses. The last one holds all of the response; those before tell what it says so far.
final class StreamedResponse implements Pieces {
    private final StringBuilder said = new StringBuilder();
    private ObjectNode response = JsonNodeFactory.instance.objectNode();
    private boolean whole;

    @Override
    public void add(JsonNode event) {
        switch (event.path("type").asText()) {
            case "response.output_text.delta", "response.refusal.delta" ->
                said.append(event.path("delta").asText());
            // one that was cut short by its limit of tokens is an answer too
            case "response.completed", "response.incomplete" -> {
                if (event.get("response") instanceof ObjectNode done) {
                    response = done;
                    whole = true;
                }
            }
            case "response.failed" -> throw broken(event.path("response"));
            case "error" -> throw broken(event);
            default -> {} // what is being made, part by part
        }
    }

    private Unanswered broken(JsonNode event) {
        var code = event.at("/error/code").asText(event.path("code").asText());
        return new Unanswered(
                code.equals("rate_limit_exceeded") ? Outcome.Kind.RATE_LIMITED : Outcome.Kind.SERVER_ERROR,
                "in the middle of its answer: " + ErrorText.of(Json.line(event)),
                text());
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public String text() {
        return said.toString();
    }

    @Override
    public ObjectNode answer() {
        return response;
    }
}
