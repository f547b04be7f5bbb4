package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The chunks of OpenAI's chat completions, and Mistral's.
final class StreamedCompletion implements Pieces {
    /// Every chunk tells them, the last one that does counts.
    private static final List<String> AROUND = List.of("id", "created", "model", "system_fingerprint", "usage");

    private final ObjectNode around = JsonNodeFactory.instance.objectNode().put("object", "chat.completion");
    private final StringBuilder content = new StringBuilder();
    private final StringBuilder refusal = new StringBuilder();
    private final SortedMap<Integer, Call> calls = new TreeMap<>();
    private final ArrayNode probabilities = JsonNodeFactory.instance.arrayNode();
    private Optional<String> finish = Optional.empty();
    private boolean done;

    /// A tool call in the making.
    private static final class Call {
        private String id = "";
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
    }

    @Override
    public void add(JsonNode event) {
        if (event.equals(Events.DONE)) {
            done = true;
            return;
        }
        if (event.hasNonNull("error")) {
            throw new Unanswered(
                    Outcome.Kind.SERVER_ERROR,
                    "in the middle of its answer: " + ErrorText.of(Json.line(event)),
                    text());
        }
        AROUND.stream().filter(event::hasNonNull).forEach(key -> around.set(key, event.get(key)));
        var choice = event.at("/choices/0");
        var delta = choice.path("delta");
        content.append(delta.path("content").asText(""));
        refusal.append(delta.path("refusal").asText(""));
        delta.path("tool_calls").forEach(this::call);
        choice.at("/logprobs/content").forEach(probabilities::add);
        finish = Optional.ofNullable(choice.path("finish_reason").textValue()).or(() -> finish);
    }

    private void call(JsonNode piece) {
        var call = calls.computeIfAbsent(piece.path("index").asInt(), _ -> new Call());
        call.id = piece.path("id").asText(call.id);
        call.name.append(piece.at("/function/name").asText(""));
        call.arguments.append(piece.at("/function/arguments").asText(""));
    }

    @Override
    public boolean isWhole() {
        return done || finish.isPresent();
    }

    @Override
    public String text() {
        return content.toString() + refusal;
    }

    @Override
    public ObjectNode answer() {
        var answer = around.deepCopy();
        var choice = answer.putArray("choices").addObject().put("index", 0);
        finish.ifPresent(reason -> choice.put("finish_reason", reason));
        var message = choice.putObject("message").put("role", "assistant");
        message.put("content", content.isEmpty() && !calls.isEmpty() ? null : content.toString());
        if (!refusal.isEmpty()) {
            message.put("refusal", refusal.toString());
        }
        if (!calls.isEmpty()) {
            var written = message.putArray("tool_calls");
            calls.values()
                    .forEach(call -> written.addObject()
                            .put("id", call.id)
                            .put("type", "function")
                            .putObject("function")
                            .put("name", call.name.toString())
                            .put("arguments", call.arguments.toString()));
        }
        if (!probabilities.isEmpty()) {
            choice.putObject("logprobs").set("content", probabilities);
        }
        return answer;
    }
}
