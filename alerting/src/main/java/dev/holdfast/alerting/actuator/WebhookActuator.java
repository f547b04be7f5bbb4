package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Reply;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whatever else holds a pin, behind a receiver of signed webhooks that somebody writes for it.
///
/// It answers a question (`dev.holdfast.pin.read.v1`) with `{"model", "epoch", "revision"}` and an order
/// (`dev.holdfast.pin.set.v1`) with 200 done, 409 something else is pinned, 410 a higher epoch was here, 422 cannot. A
/// rehearsal is an order with `dry_run`. The id of an order is that of the action, so that one that comes twice is
/// done once.
public final class WebhookActuator implements Actuator {
    private final SignedEvents events;

    public WebhookActuator(Line line, URI address, WebhookKey key, InstantSource clock) {
        this.events = new SignedEvents(line, address, key, clock);
    }

    @Override
    public String words() {
        return "the webhook at " + events.address().getHost();
    }

    @Override
    public Set<Part> sets() {
        return EnumSet.allOf(Part.class);
    }

    @Override
    public Reading read() {
        var reply = events.send("pin.read", events.question("read"), Map.of());
        if (!(reply instanceof Reply.Answered answer) || !answer.succeeded()) {
            return new Reading.Unreadable(SignedEvents.trouble(reply));
        }
        try {
            var pin = Json.tree("pin", answer.body());
            return pin.path("model").isTextual()
                    ? new Reading.Current(
                            pin.path("model").asText(),
                            pin.path("epoch").asLong(),
                            pin.path("revision").asText())
                    : new Reading.Unreadable("the receiver names no model");
        } catch (InvalidDocumentException _) {
            return new Reading.Unreadable("the receiver answers no JSON");
        }
    }

    @Override
    public Optional<String> refusal(String model) {
        var reply = events.send("pin.set", events.question("dry"), Map.of("model", model, "dry_run", true));
        return reply instanceof Reply.Answered answer && answer.succeeded()
                ? Optional.empty()
                : Optional.of(SignedEvents.trouble(reply));
    }

    @Override
    public Setting set(Order order) {
        return switch (Pinned.before(read(), order)) {
            case Pinned.Ended(var setting) -> setting;
            case Pinned.GoAhead _ -> setting(events.send("pin.set", order.id(), data(order)), order);
        };
    }

    private Setting setting(Reply reply, Order order) {
        return switch (reply) {
            case Reply.Unanswered(var reason) -> new Setting.Unknown(reason);
            case Reply.Answered answer ->
                switch (answer.status()) {
                    case 409 -> new Setting.Conflict(read() instanceof Reading.Current current ? current.model() : "?");
                    case 410 -> new Setting.Stale(read() instanceof Reading.Current current ? current.epoch() : 0);
                    default -> {
                        if (answer.succeeded()) {
                            yield Pinned.after(read(), order);
                        }
                        yield answer.status() >= 500
                                ? new Setting.Unknown(SignedEvents.trouble(reply))
                                : new Setting.Refused(SignedEvents.trouble(reply));
                    }
                };
        };
    }

    private static Map<String, Object> data(Order order) {
        return Map.of(
                "expected_current", Map.of("model", order.expected()),
                "model", order.model(),
                "digests", order.digests(),
                "fence_epoch", order.epoch(),
                "action", order.id(),
                "dry_run", false);
    }
}
