package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.schema.json.Json;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// An answer that was sent as server-sent events, each with JSON as its data.
final class Events {
    /// What stands for the end of an answer, and is no JSON.
    static final JsonNode DONE = TextNode.valueOf("[DONE]");

    private static final Pattern FIRST_LINE = Pattern.compile("\\s*(data|event|id|retry)?:.*", Pattern.DOTALL);

    private Events() {}

    /// Whether this is, or begins, such an answer.
    static boolean is(String body) {
        return FIRST_LINE.matcher(body).matches();
    }

    /// Hands over the data of every event that has arrived whole, and stops at one that is no JSON.
    ///
    /// @throws dev.holdfast.schema.json.InvalidDocumentException when one is no JSON
    static void each(String body, Consumer<JsonNode> event) {
        var data = new StringBuilder();
        for (int from = 0, end = body.indexOf('\n'); end >= 0; from = end + 1, end = body.indexOf('\n', from)) {
            var line = body.substring(from, end).stripTrailing();
            if (line.startsWith("data:")) {
                data.append(line, "data:".length(), line.length()).append('\n');
            } else if (line.isEmpty() && !data.isEmpty()) {
                event.accept(tree(data.toString().strip()));
                data.setLength(0);
            }
        }
    }

    private static JsonNode tree(String data) {
        return data.equals(DONE.textValue()) ? DONE : Json.tree("event", data);
    }
}
