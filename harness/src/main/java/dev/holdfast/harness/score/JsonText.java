package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.util.Optional;

/// Answers read as JSON.
///
/// A metric that looks for a value *in* an answer forgives one Markdown code fence around all of it: the value is
/// there, and the metric is about the value. A `json_schema` metric forgives nothing, for a fence that appears
/// overnight breaks the program that parses the answer, which is just what the metric is there to notice.
final class JsonText {
    private static final Pattern FENCED =
            Pattern.compile("(?s)\\A\\s*```[a-zA-Z0-9]*[ \\t]*\\r?\\n(.*?)\\r?\\n?```\\s*\\z");

    private JsonText() {}

    /// Empty when the text as it stands is not JSON.
    static Optional<JsonNode> strict(String text) {
        try {
            return Optional.of(Json.tree("answer", text));
        } catch (InvalidDocumentException e) {
            return Optional.empty();
        }
    }

    /// Empty when neither the text nor what stands in its one code fence is JSON.
    static Optional<JsonNode> inFence(String text) {
        var fenced = FENCED.matcher(text);
        return strict(fenced.matches() ? fenced.group(1) : text);
    }

    /// A text as it is, any other value as JSON writes it.
    static String of(JsonNode node) {
        return node.isTextual() ? node.textValue() : Json.line(node);
    }
}
