package dev.holdfast.harness.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;

/// The refusals that a server puts into a field of their own (`message.refusal`), with `content` left empty, or
/// into a part of their own.
///
/// LangChain4j throws them, with all that is known about the answer, away. Here a refusal is behaviour like any
/// other answer.
final class SpokenRefusal {
    private static final Pattern FIELD = Pattern.compile("\"refusal\"\\s*:\\s*\"");

    private SpokenRefusal() {}

    /// The response with the refusal as its content; unchanged when there is none.
    static String asContent(String response) {
        if (!FIELD.matcher(response).find()) {
            return response;
        }
        try {
            var tree = Json.tree("response", response);
            var completion = inCompletion(tree.at("/choices/0/message"));
            return inResponse(tree.path("output")) || completion ? Json.line(tree) : response;
        } catch (InvalidDocumentException e) {
            return response;
        }
    }

    private static boolean inCompletion(JsonNode at) {
        if (at instanceof ObjectNode message
                && message.path("content").asText("").isEmpty()
                && message.path("refusal").isTextual()) {
            message.set("content", message.remove("refusal"));
            return true;
        }
        return false;
    }

    /// The responses protocol has refusals among the parts of a message.
    private static boolean inResponse(JsonNode output) {
        var found = false;
        for (var item : output) {
            for (var part : item.path("content")) {
                if (part instanceof ObjectNode refusal
                        && refusal.path("refusal").isTextual()) {
                    refusal.put("type", "output_text").set("text", refusal.remove("refusal"));
                    found = true;
                }
            }
        }
        return found;
    }
}
