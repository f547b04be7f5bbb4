package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Outcome;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The events of Anthropic's messages.
final class StreamedMessage implements Pieces {
    private ObjectNode message = JsonNodeFactory.instance.objectNode();
    private final SortedMap<Integer, Block> blocks = new TreeMap<>();
    private boolean whole;

    /// A part of the message in the making.
    ///
    /// @param said text, thoughts, or the arguments of a tool as JSON
    private record Block(ObjectNode begun, StringBuilder said, StringBuilder signature) {
        String type() {
            return begun.path("type").asText();
        }

        /// What begins with something has it in a field that is named like the block.
        static Block of(ObjectNode begun) {
            var said = begun.path(begun.path("type").asText()).asText("");
            return new Block(begun, new StringBuilder(said), new StringBuilder());
        }

        ObjectNode done() {
            var done = begun.deepCopy();
            switch (type()) {
                case "tool_use" -> done.set("input", Json.tree("input", said.isEmpty() ? "{}" : said.toString()));
                case "thinking" -> done.put("thinking", said.toString()).put("signature", signature.toString());
                default -> done.put(type(), said.toString());
            }
            return done;
        }
    }

    @Override
    public void add(JsonNode event) {
        switch (event.path("type").asText()) {
            case "message_start" -> {
                if (event.get("message") instanceof ObjectNode begun) {
                    message = begun.deepCopy();
                }
            }
            case "content_block_start" -> {
                if (event.get("content_block") instanceof ObjectNode begun) {
                    blocks.put(event.path("index").asInt(), Block.of(begun));
                }
            }
            case "content_block_delta" -> grow(blocks.get(event.path("index").asInt()), event.path("delta"));
            case "message_delta" -> end(event);
            case "message_stop" -> whole = true;
            case "error" ->
                throw new Unanswered(
                        event.at("/error/type").asText().equals("rate_limit_error")
                                ? Outcome.Kind.RATE_LIMITED
                                : Outcome.Kind.SERVER_ERROR,
                        "in the middle of its answer: " + ErrorText.of(Json.line(event)),
                        text());
            default -> {} // pings, and what a later version may tell
        }
    }

    private static void grow(@Nullable Block block, JsonNode delta) {
        if (block == null) {
            return;
        }
        switch (delta.path("type").asText()) {
            case "text_delta" -> block.said().append(delta.path("text").asText());
            case "input_json_delta" ->
                block.said().append(delta.path("partial_json").asText());
            case "thinking_delta" -> block.said().append(delta.path("thinking").asText());
            case "signature_delta" ->
                block.signature().append(delta.path("signature").asText());
            default -> {} // citations and the like are no part of what it says
        }
    }

    private void end(JsonNode event) {
        event.path("delta").properties().forEach(field -> message.set(field.getKey(), field.getValue()));
        var usage = message.withObject("/usage");
        event.path("usage").properties().forEach(field -> usage.set(field.getKey(), field.getValue()));
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public String text() {
        return blocks.values().stream()
                .filter(block -> block.type().equals("text"))
                .map(Block::said)
                .collect(Collectors.joining());
    }

    @Override
    public ObjectNode answer() {
        var answer = message.deepCopy();
        var content = answer.putArray("content");
        blocks.values().forEach(block -> content.add(block.done()));
        return answer;
    }
}
