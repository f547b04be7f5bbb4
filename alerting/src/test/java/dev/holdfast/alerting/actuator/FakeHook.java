package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Receiver.Answer;
import dev.holdfast.alerting.wire.Receiver.Received;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.schema.json.Json;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/// What somebody writes who keeps pins in a system of their own.
final class FakeHook implements Function<Received, Answer> {
    private final WebhookKey key;
    private String model;
    private long epoch;
    private int writes;

    FakeHook(String model, WebhookKey key) {
        this.model = model;
        this.key = key;
    }

    synchronized void pin(String other) {
        model = other;
    }

    synchronized int writes() {
        return writes;
    }

    @Override
    public synchronized Answer apply(Received request) {
        var at = Instant.ofEpochSecond(Long.parseLong(request.header("webhook-timestamp")));
        if (!key.verifies(request.header("webhook-id"), at, request.body(), request.header("webhook-signature"), at)) {
            return Answer.of(401, "{}");
        }
        var event = Json.tree("event", request.body());
        return event.path("type").asText().contains("read") ? state() : set(event.path("data"));
    }

    private Answer set(com.fasterxml.jackson.databind.JsonNode order) {
        if (order.path("model").asText().equals("ghost")) {
            return Answer.of(422, "{}");
        }
        if (order.path("dry_run").asBoolean()) {
            return state();
        }
        if (order.path("fence_epoch").asLong() < epoch) {
            return Answer.of(410, "{}");
        }
        if (!order.at("/expected_current/model").asText().equals(model)) {
            return Answer.of(409, "{}");
        }
        model = order.path("model").asText();
        epoch = order.path("fence_epoch").asLong();
        writes++;
        return state();
    }

    private Answer state() {
        return Answer.of(200, Json.line(Map.of("model", model, "epoch", epoch, "revision", Integer.toString(writes))));
    }
}
