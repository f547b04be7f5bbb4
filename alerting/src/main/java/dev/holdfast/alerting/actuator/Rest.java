package dev.holdfast.alerting.actuator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Reply;
import dev.holdfast.alerting.wire.Request;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// JSON over HTTP with one server and its token.
record Rest(Line line, URI base, String token) {
    /// What came back.
    ///
    /// @param status 0 for no answer
    /// @param body   missing where it is no JSON
    record Answer(int status, JsonNode body, String trouble) {
        boolean succeeded() {
            return status / 100 == 2;
        }

        /// Whether it may have been done all the same.
        boolean isUnsure() {
            return status == 0 || status >= 500;
        }

        Setting refused() {
            return isUnsure() ? new Setting.Unknown(trouble) : new Setting.Refused(trouble);
        }

        Reading unreadable() {
            return new Reading.Unreadable(trouble);
        }
    }

    Answer get(String path) {
        return send(Request.get(at(path)));
    }

    Answer send(String method, String path, Object body) {
        return send(Request.json(method, at(path), Json.canonical(body)));
    }

    Answer send(Request request) {
        return switch (line.send(request.bearing(token))) {
            case Reply.Unanswered(var reason) -> new Answer(0, MissingNode.getInstance(), reason);
            case Reply.Answered answer -> new Answer(answer.status(), json(answer.body()), "HTTP " + answer.status());
        };
    }

    URI at(String path) {
        return URI.create(base.toString().replaceAll("/+$", "") + path);
    }

    /// As a part of a path or a query.
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static JsonNode json(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : Json.tree("answer", text);
        } catch (InvalidDocumentException _) {
            return MissingNode.getInstance();
        }
    }

    @Override
    public String toString() {
        return base.getHost();
    }
}
