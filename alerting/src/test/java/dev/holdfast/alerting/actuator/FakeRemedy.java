package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Receiver.Answer;
import dev.holdfast.alerting.wire.Receiver.Received;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.schema.json.Json;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/// A remedy that somebody writes: it runs one hook, once for each id.
final class FakeRemedy implements Function<Received, Answer> {
    private final String hook;
    private final WebhookKey key;
    private final Set<String> done = new HashSet<>();

    FakeRemedy(String hook, WebhookKey key) {
        this.hook = hook;
        this.key = key;
    }

    synchronized int runs() {
        return done.size();
    }

    @Override
    public synchronized Answer apply(Received request) {
        var at = Instant.ofEpochSecond(Long.parseLong(request.header("webhook-timestamp")));
        if (!key.verifies(request.header("webhook-id"), at, request.body(), request.header("webhook-signature"), at)) {
            return Answer.of(401, "{}");
        }
        var data = Json.tree("event", request.body()).path("data");
        if (!data.path("hook").asText().equals(hook)) {
            return Answer.of(422, "{}");
        }
        if (!data.path("dry_run").asBoolean()) {
            done.add(request.header("webhook-id"));
        }
        return Answer.of(200, "{}");
    }
}
