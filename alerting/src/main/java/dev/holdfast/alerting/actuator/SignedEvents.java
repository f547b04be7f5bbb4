package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Reply;
import dev.holdfast.alerting.wire.Request;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.schema.json.Json;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/// CloudEvents to a receiver that somebody writes, signed as Standard Webhooks has it.
record SignedEvents(Line line, URI address, WebhookKey key, InstantSource clock) {
    /// @param id of an order the same whenever it is sent, so that one that comes twice is done once
    Reply send(String type, String id, Map<String, Object> data) {
        var event = new TreeMap<String, Object>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", "holdfast");
        event.put("type", "dev.holdfast." + type + ".v1");
        event.put("datacontenttype", "application/json");
        event.put("data", data);
        return line.send(key.signed(Request.json("POST", address, Json.canonical(event)), id, clock.instant()));
    }

    /// The id of a question, which nobody needs to know again.
    String question(String what) {
        return what + "-" + clock.instant().toEpochMilli();
    }

    static String trouble(Reply reply) {
        return switch (reply) {
            case Reply.Unanswered(var reason) -> reason;
            case Reply.Answered answer -> "HTTP " + answer.status();
        };
    }
}
