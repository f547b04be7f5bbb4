package dev.holdfast.alerting.channel;

import dev.holdfast.alerting.wire.Receiver;
import dev.holdfast.schema.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// PagerDuty's published limits of an event; success is 202 there.
final class PagerDutyLimits {
    private PagerDutyLimits() {}

    static Receiver.Answer answer(Receiver.Received request) {
        var event = Json.tree("event", request.body());
        var summary = event.at("/payload/summary").asText();
        var fits = request.body().getBytes(StandardCharsets.UTF_8).length <= 512_000
                && event.path("routing_key").asText().length() == 32
                && event.path("dedup_key").asText().length() <= 255;
        var trigger = event.path("event_action").asText().equals("trigger");
        var complete = summary.codePointCount(0, summary.length()) <= 1024
                && !summary.isEmpty()
                && !event.at("/payload/source").asText().isEmpty()
                && Set.of("critical", "error", "warning", "info")
                        .contains(event.at("/payload/severity").asText());
        var ends = event.path("event_action").asText().equals("resolve") && event.size() == 3;
        return fits && (trigger ? complete : ends)
                ? Receiver.Answer.of(202, "{\"status\":\"success\"}")
                : Receiver.Answer.of(400, "{\"status\":\"invalid event\"}");
    }
}
