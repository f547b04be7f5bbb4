package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.schema.json.Json;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// An answer that was sent in pieces of JSON: as the data of server-sent events, or line by line.
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

    /// Whether this is, or begins, an answer of one object a line.
    static boolean areLines(String body) {
        return body.startsWith("{\"") && body.indexOf('\n') > 0;
    }

    /// Hands over every line that has arrived whole.
    ///
    /// @throws dev.holdfast.schema.json.InvalidDocumentException when one is no JSON
    static void eachLine(String body, Consumer<JsonNode> piece) {
        body.substring(0, body.lastIndexOf('\n') + 1)
                .lines()
                .filter(line -> !line.isBlank())
                .forEach(line -> piece.accept(Json.tree("line", line)));
    }

    private static JsonNode tree(String data) {
        return data.equals(DONE.textValue()) ? DONE : Json.tree("event", data);
    }
}
