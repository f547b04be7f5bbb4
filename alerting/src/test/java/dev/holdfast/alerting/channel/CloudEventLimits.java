package dev.holdfast.alerting.channel;

import dev.holdfast.alerting.wire.Receiver;
import dev.holdfast.schema.json.Json;
import java.nio.charset.StandardCharsets;

/// What CloudEvents 1.0 and Standard Webhooks ask of a body.
final class CloudEventLimits {
    private CloudEventLimits() {}

    static Receiver.Answer answer(Receiver.Received request) {
        var event = Json.tree("event", request.body());
        var names = event.propertyStream().allMatch(field -> field.getKey().matches("[a-z0-9]{1,20}"));
        var complete = event.path("specversion").asText().equals("1.0")
                && !event.path("id").asText().isEmpty()
                && !event.path("source").asText().isEmpty()
                && event.path("type").asText().startsWith("dev.holdfast.");
        var thin = request.body().getBytes(StandardCharsets.UTF_8).length < 20_000;
        var noDots = !request.headers().getOrDefault("webhook-id", ".").contains(".");
        return names && complete && thin && noDots ? Receiver.Answer.of(204, "") : Receiver.Answer.of(422, "");
    }
}
