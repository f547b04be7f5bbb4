package dev.holdfast.alerting.channel;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Urgency;
import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.notify.Delivery;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.alerting.notify.Payload;
import dev.holdfast.alerting.notify.Plain;
import dev.holdfast.alerting.notify.Retries;
import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Request;
import dev.holdfast.schema.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// PagerDuty's Events API v2. One event an incident, so that each can be acknowledged there on its own.
public final class PagerDutyChannel implements Channel {
    public static final URI HOME = URI.create("https://events.pagerduty.com/v2/enqueue");
    static final int SUMMARY = 1024;
    static final int EVENT = 512_000;
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Line line;
    private final URI address;
    private final String routingKey;

    public PagerDutyChannel(Line line, URI address, String routingKey) {
        this.line = line;
        this.address = address;
        this.routingKey = routingKey;
    }

    @Override
    public List<Payload> render(Message message) {
        return message.items().stream()
                .map(item -> new Payload(
                        message.id() + "-" + item.incident().id(),
                        item.isResolved() ? resolve(item) : trigger(message, item)))
                .toList();
    }

    /// The routing key is a secret and is added only now.
    @Override
    public Delivery deliver(Payload payload, Instant now) {
        var event = (ObjectNode) Json.tree("payload", payload.body());
        event.put("routing_key", routingKey);
        return Delivery.of(line.send(Request.json("POST", address, Json.canonical(event))));
    }

    @Override
    public Retries retries() {
        return Retries.URGENT;
    }

    private static String resolve(Message.Item item) {
        return Json.canonical(Map.of(
                "event_action",
                "resolve",
                "dedup_key",
                item.incident().identity().key()));
    }

    private static String trigger(Message message, Message.Item item) {
        var whole = Json.canonical(event(message, item, details(message, item)));
        if (whole.getBytes(StandardCharsets.UTF_8).length <= EVENT) {
            return whole;
        }
        var thin = event(message, item, Map.of("left_out", "the details were longer than PagerDuty takes"));
        thin.keySet().removeAll(Set.of("links", "client_url", "images"));
        return Json.canonical(thin);
    }

    private static Map<String, Object> event(Message message, Message.Item item, Map<String, String> details) {
        var event = new TreeMap<String, Object>();
        event.put("event_action", "trigger");
        event.put("dedup_key", item.incident().identity().key());
        event.put("client", "Holdfast");
        event.put("payload", payload(item, details));
        event.put("links", item.links());
        item.links().stream().findFirst().ifPresent(link -> event.put("client_url", link.href()));
        message.chart()
                .filter(_ -> item.equals(message.lead()))
                .ifPresent(chart -> chart.href()
                        .ifPresent(href -> event.put("images", List.of(Map.of("src", href, "alt", chart.alt())))));
        return event;
    }

    private static Map<String, Object> payload(Message.Item item, Map<String, String> details) {
        var incident = item.incident();
        return Map.of(
                "summary", Plain.line("[" + item.state() + "] " + item.title() + ": " + item.summary(), SUMMARY),
                "source", Plain.line(item.title(), SUMMARY),
                "severity", incident.urgency() == Urgency.PAGE ? "critical" : "warning",
                "timestamp", MILLIS.format(incident.openedAt()),
                "group", incident.identity().organisation(),
                "class", kind(incident),
                "custom_details", details);
    }

    private static String kind(Incident incident) {
        return incident.identity() instanceof Identity.Drift ? "behaviour_drift" : "measurement_trouble";
    }

    private static Map<String, String> details(Message message, Message.Item item) {
        var details = new TreeMap<String, String>();
        item.answers().forEach(answer -> details.put(key(answer.question()), answer.text()));
        details.put("incident", item.incident().id());
        details.put("sent_because", message.reason().words());
        return details;
    }

    private static String key(String question) {
        return question.toLowerCase(java.util.Locale.ROOT).replace(' ', '_');
    }
}
