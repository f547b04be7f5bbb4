package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;

/// The lines of Ollama's chat; the last one tells what was counted.
final class StreamedChat implements Pieces {
    private final ObjectNode around = JsonNodeFactory.instance.objectNode();
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder thinking = new StringBuilder();
    private final ArrayNode calls = JsonNodeFactory.instance.arrayNode();

    @Override
    public void add(JsonNode line) {
        if (line.hasNonNull("error")) {
            throw new Unanswered(
                    Outcome.Kind.SERVER_ERROR, "in the middle of its answer: " + ErrorText.of(Json.line(line)), text());
        }
        if (line instanceof ObjectNode piece) {
            around.setAll(piece);
        }
        var message = line.path("message");
        content.append(message.path("content").asText(""));
        thinking.append(message.path("thinking").asText(""));
        message.path("tool_calls").forEach(calls::add);
    }

    @Override
    public boolean isWhole() {
        return around.path("done").asBoolean();
    }

    @Override
    public String text() {
        return content.toString();
    }

    @Override
    public ObjectNode answer() {
        var answer = around.deepCopy();
        var message = answer.putObject("message").put("role", "assistant").put("content", content.toString());
        if (!thinking.isEmpty()) {
            message.put("thinking", thinking.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return answer;
    }
}
