package dev.holdfast.alerting.channel;

import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.notify.Channel;
import dev.holdfast.alerting.notify.Delivery;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.alerting.notify.Payload;
import dev.holdfast.alerting.notify.Plain;
import dev.holdfast.alerting.notify.Retries;
import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Reply;
import dev.holdfast.alerting.wire.Request;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.schema.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Any receiver of signed webhooks: headers of Standard Webhooks over a body that is a CloudEvent 1.0. Thin on
/// purpose: whoever wants more follows its links.
public final class WebhookChannel implements Channel {
    static final int BODY = 20_000;
    private static final int GONE = 410;

    private final Line line;
    private final URI address;
    private final WebhookKey key;

    public WebhookChannel(Line line, URI address, WebhookKey key) {
        this.line = line;
        this.address = address;
        this.key = key;
    }

    @Override
    public List<Payload> render(Message message) {
        return message.items().stream().map(item -> render(message, item)).toList();
    }

    @Override
    public Delivery deliver(Payload payload, Instant now) {
        var request = key.signed(Request.json("POST", address, payload.body()), payload.id(), now);
        var reply = line.send(request);
        return reply instanceof Reply.Answered answer && answer.status() == GONE
                ? new Delivery.Gone()
                : Delivery.of(reply);
    }

    @Override
    public Retries retries() {
        return Retries.PATIENT;
    }

    private static Payload render(Message message, Message.Item item) {
        var id = message.id() + "-" + item.incident().id();
        var event = new TreeMap<String, Object>();
        event.put("specversion", "1.0");
        event.put("id", id);
        event.put("source", message.source());
        event.put("type", "dev.holdfast.incident." + (item.isResolved() ? "resolved" : "firing") + ".v1");
        event.put("subject", Plain.line(item.title(), 500));
        event.put("time", message.at());
        event.put("timestamp", message.at());
        event.put("datacontenttype", "application/json");
        event.put("data", data(message, item));
        return new Payload(id, fitted(event, message, item));
    }

    /// What is too long is left out whole: half an address leads nowhere, and half a label is another one.
    private static String fitted(Map<String, Object> event, Message message, Message.Item item) {
        var whole = Json.canonical(event);
        if (whole.getBytes(StandardCharsets.UTF_8).length < BODY) {
            return whole;
        }
        var thin = data(message, item);
        thin.keySet().removeAll(List.of("links", "labels"));
        thin.put("left_out", List.of("links", "labels"));
        event.put("data", thin);
        return Json.canonical(event);
    }

    private static Map<String, Object> data(Message message, Message.Item item) {
        var incident = item.incident();
        var data = new TreeMap<String, Object>();
        data.put("incident", incident.id());
        data.put("dedup_key", incident.identity().key());
        data.put("transition", incident.transition());
        data.put("reason", message.reason().words());
        data.put("kind", incident.identity() instanceof Identity.Drift ? "drift" : "platform");
        data.put("urgency", incident.urgency());
        data.put("labels", incident.identity().labels());
        data.put("verdict", incident.latest().verdict());
        data.put("evaluation", incident.latest().evaluation());
        data.put("summary", Plain.line(item.summary(), 1000));
        data.put("links", item.links());
        return data;
    }
}
