package dev.holdfast.alerting.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.wire.Receiver;
import dev.holdfast.schema.json.Json;

/// Slack's published limits for blocks: what is longer is answered with 400, as Slack does.
final class SlackLimits {
    private SlackLimits() {}

    static Receiver.Answer answer(Receiver.Received request) {
        var body = Json.tree("slack", request.body());
        var fits =
                body.path("blocks").size() <= 50 && !body.path("text").asText().isEmpty();
        for (var block : body.path("blocks")) {
            fits &= fits(block);
        }
        return fits ? Receiver.Answer.of(200, "ok") : Receiver.Answer.of(400, "invalid_blocks");
    }

    private static boolean fits(JsonNode block) {
        var text = block.at("/text/text").asText();
        return switch (block.path("type").asText()) {
            case "header" ->
                length(text) <= 150
                        && length(text) > 0
                        && block.at("/text/type").asText().equals("plain_text");
            case "section" -> length(text) <= 3000 && length(text) > 0;
            case "context" -> block.path("elements").size() <= 10;
            case "image" ->
                length(block.path("image_url").asText()) <= 3000
                        && length(block.path("alt_text").asText()) <= 2000
                        && !block.path("alt_text").asText().isEmpty();
            case "actions" -> buttonsFit(block.path("elements"));
            default -> false;
        };
    }

    private static boolean buttonsFit(JsonNode buttons) {
        var fits = buttons.size() <= 25 && !buttons.isEmpty();
        for (var button : buttons) {
            fits &= length(button.at("/text/text").asText()) <= 75
                    && length(button.path("url").asText()) <= 3000;
        }
        return fits;
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
