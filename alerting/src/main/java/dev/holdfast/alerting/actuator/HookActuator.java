package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Reply;
import dev.holdfast.alerting.wire.WebhookKey;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A remedy that somebody wrote, behind a receiver of signed webhooks: empties a cache, reloads a prompt, restarts.
///
/// It is sent `dev.holdfast.hook.run.v1` with the name of the hook and the action, and answers 2xx when it is done. The
/// id is that of the action, so that one that comes twice is done once. A rehearsal has `dry_run`.
public final class HookActuator implements Actuator {
    private static final String RUN = "hook.run";
    private static final int SERVER_ERROR = 500;

    static final String WHATEVER = "what is pinned";

    private final SignedEvents events;
    private final String name;

    public HookActuator(Line line, URI address, WebhookKey key, InstantSource clock, String name) {
        this.events = new SignedEvents(line, address, key, clock);
        this.name = name;
    }

    @Override
    public String words() {
        return "the hook " + name;
    }

    @Override
    public Set<Part> sets() {
        return Set.of();
    }

    @Override
    public List<String> changes(Order order) {
        return List.of("whatever the hook " + name + " does");
    }

    /// A hook is no pin: there is nothing to read, and nothing in the way.
    @Override
    public Reading read() {
        return new Reading.Current(WHATEVER, 0, "-");
    }

    @Override
    public Optional<String> refusal(String hook) {
        var reply = events.send(RUN, events.question("dry"), Map.of("hook", name, "dry_run", true));
        return reply instanceof Reply.Answered answer && answer.succeeded()
                ? Optional.empty()
                : Optional.of("the hook " + name + ": " + SignedEvents.trouble(reply));
    }

    @Override
    public Setting set(Order order) {
        var reply = events.send(
                RUN,
                order.id(),
                Map.of("hook", name, "action", order.id(), "fence_epoch", order.epoch(), "dry_run", false));
        return switch (reply) {
            case Reply.Unanswered(var reason) -> new Setting.Unknown(reason);
            case Reply.Answered answer when answer.succeeded() -> new Setting.Applied("the hook " + name, "-");
            case Reply.Answered answer
            when answer.status() >= SERVER_ERROR -> new Setting.Unknown(SignedEvents.trouble(reply));
            case Reply.Answered _ -> new Setting.Refused(SignedEvents.trouble(reply));
        };
    }
}
