package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Gemini's content: each piece has the form of an answer, with the parts that are new. Usage and reason of the last
/// that tells them count.
final class StreamedContent implements Pieces {
    private final ObjectNode around = JsonNodeFactory.instance.objectNode();
    private final ObjectNode candidate = JsonNodeFactory.instance.objectNode();
    private final ArrayNode parts = JsonNodeFactory.instance.arrayNode();

    @Override
    public void add(JsonNode event) {
        if (event.hasNonNull("error")) {
            var limited = event.at("/error/code").asInt() == 429;
            throw new Unanswered(
                    limited ? Outcome.Kind.RATE_LIMITED : Outcome.Kind.SERVER_ERROR,
                    "in the middle of its answer: " + ErrorText.of(Json.line(event)),
                    text());
        }
        if (event instanceof ObjectNode piece) {
            around.setAll(piece);
        }
        if (event.at("/candidates/0") instanceof ObjectNode piece) {
            candidate.setAll(piece);
        }
        event.at("/candidates/0/content/parts").forEach(this::part);
    }

    /// Texts that follow one another are one; thoughts are another text than what is said.
    private void part(JsonNode part) {
        if (parts.path(parts.size() - 1) instanceof ObjectNode last && isOneText(last, part)) {
            last.put("text", last.path("text").asText() + part.path("text").asText());
            part.properties().stream()
                    .filter(field -> !field.getKey().equals("text"))
                    .forEach(field -> last.set(field.getKey(), field.getValue()));
        } else {
            parts.add(part.<JsonNode>deepCopy());
        }
    }

    private static boolean isOneText(JsonNode last, JsonNode part) {
        return last.path("text").isTextual()
                && part.path("text").isTextual()
                && !last.has("thoughtSignature")
                && last.path("thought").equals(part.path("thought"));
    }

    /// A question that is refused at once has no candidate, but a reason.
    @Override
    public boolean isWhole() {
        return candidate.hasNonNull("finishReason")
                || around.path("promptFeedback").hasNonNull("blockReason");
    }

    @Override
    public String text() {
        return StreamSupport.stream(parts.spliterator(), false)
                .filter(part -> !part.path("thought").asBoolean())
                .map(part -> part.path("text").asText(""))
                .collect(Collectors.joining());
    }

    @Override
    public ObjectNode answer() {
        var answer = around.deepCopy();
        if (!candidate.isEmpty()) {
            var whole = answer.putArray("candidates").addObject();
            whole.setAll(candidate);
            whole.putObject("content")
                    .put("role", candidate.at("/content/role").asText("model"))
                    .set("parts", parts);
        }
        return answer;
    }
}
