package dev.holdfast.harness.target;

import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.util.stream.Stream;

/// What stands in the error object that most servers send, or all that was sent.
final class ErrorText {
    private ErrorText() {}

    static String of(String body) {
        try {
            var tree = Json.tree("response", body);
            return Stream.of("/error/message", "/error", "/message", "/detail")
                    .map(tree::at)
                    .filter(node -> node.isTextual())
                    .map(node -> node.textValue())
                    .findFirst()
                    .orElse(body);
        } catch (InvalidDocumentException e) {
            return body;
        }
    }
}
