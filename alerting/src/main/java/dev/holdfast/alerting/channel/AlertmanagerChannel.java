package dev.holdfast.alerting.channel;

import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
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
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// An Alertmanager, which groups, repeats and silences by itself. It takes an alert as over when nothing is heard of
/// it, so that its route tells every run.
public final class AlertmanagerChannel implements Channel {
    private static final int LONGEST_NAME = 60;

    private final Line line;
    private final URI address;
    private final String token;

    /// Of one Alertmanager.
    ///
    /// @param base  of the Alertmanager
    /// @param token may be empty
    public AlertmanagerChannel(Line line, URI base, String token) {
        this.line = line;
        this.address = URI.create(base.toString().replaceAll("/+$", "") + "/api/v2/alerts");
        this.token = token;
    }

    @Override
    public List<Payload> render(Message message) {
        var alerts = message.items().stream().map(item -> alert(message, item)).toList();
        return List.of(new Payload(message.id(), Json.canonical(alerts)));
    }

    @Override
    public Delivery deliver(Payload payload, Instant now) {
        return Delivery.of(
                line.send(Request.json("POST", address, payload.body()).bearing(token)));
    }

    @Override
    public Retries retries() {
        return Retries.URGENT;
    }

    private static Map<String, Object> alert(Message message, Message.Item item) {
        var incident = item.incident();
        var alert = new TreeMap<String, Object>();
        alert.put("labels", labels(incident));
        alert.put("annotations", annotations(item));
        alert.put("startsAt", incident.openedAt());
        alert.put("endsAt", incident.ending().map(Incident.Ending::at).orElse(message.validUntil()));
        item.links().stream().findFirst().ifPresent(link -> alert.put("generatorURL", link.href()));
        return alert;
    }

    /// The identity and nothing else, or the same alert would be another one after a while.
    private static Map<String, String> labels(Incident incident) {
        var labels = new TreeMap<>(incident.identity().labels());
        labels.put(
                "alertname", incident.identity() instanceof Identity.Drift ? "BehaviourDrift" : "MeasurementTrouble");
        return labels;
    }

    /// It takes letters and underscores in the name of an annotation, and refuses the alert otherwise.
    private static String named(String text) {
        return Plain.line(text, LONGEST_NAME).toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "_");
    }

    private static Map<String, String> annotations(Message.Item item) {
        var annotations = new TreeMap<String, String>();
        annotations.put("summary", item.title() + ": " + item.summary());
        annotations.put(
                "description",
                item.answers().stream()
                        .map(answer -> answer.question() + ": " + answer.text())
                        .collect(Collectors.joining("\n")));
        annotations.put("severity", item.incident().urgency().name().toLowerCase(Locale.ROOT));
        item.links().forEach(link -> annotations.put(named(link.text()) + "_url", link.href()));
        return annotations;
    }
}
