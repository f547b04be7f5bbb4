package dev.holdfast.alerting.actuator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Request;
import dev.holdfast.schema.json.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The pin of an agent in an OpenClaw gateway, through its admin RPC.
///
/// The gateway takes any model name, so the name is looked up first; it swaps only on top of the very configuration
/// that was read; and a question to the agent shows which model answers now. It keeps no epoch: the hash of its
/// configuration is what an order that comes too late fails on.
public final class OpenClawActuator implements Actuator {
    private final Rest gateway;
    private final String agent;

    public OpenClawActuator(Line line, URI base, String token, String agent) {
        this.gateway = new Rest(line, base, token);
        this.agent = agent;
    }

    @Override
    public String words() {
        return "the OpenClaw agent " + agent;
    }

    @Override
    public Set<Part> sets() {
        return Set.of(Part.MODEL);
    }

    @Override
    public Reading read() {
        var config = call("config.get", Map.of());
        var agents = call("agents.list", Map.of());
        if (!config.succeeded() || !agents.succeeded()) {
            return (config.succeeded() ? agents : config).unreadable();
        }
        for (var each : agents.body().at("/payload/agents")) {
            if (each.path("id").asText().equals(agent)) {
                return new Reading.Current(
                        model(each.path("model")),
                        0,
                        config.body().at("/payload/hash").asText());
            }
        }
        return new Reading.Unreadable("the gateway has no agent " + agent);
    }

    @Override
    public Optional<String> refusal(String model) {
        var models = call("models.list", Map.of("agentId", agent));
        if (!models.succeeded()) {
            return Optional.of(models.trouble());
        }
        for (var each : models.body().at("/payload/models")) {
            var name = each.path("provider").asText() + "/" + each.path("id").asText();
            if (name.equals(model) && each.path("available").asBoolean(true)) {
                return Optional.empty();
            }
        }
        return Optional.of("the gateway does not offer " + model);
    }

    @Override
    public Setting set(Order order) {
        return switch (Pinned.before(read(), order)) {
            case Pinned.Ended(var setting) -> setting;
            case Pinned.GoAhead(var current) -> set(order, current);
        };
    }

    private Setting set(Order order, Reading.Current current) {
        var refusal = refusal(order.model());
        if (refusal.isPresent()) {
            return new Setting.Refused(refusal.get());
        }
        var patched = call("config.patch", patch(order, current.revision()));
        if (!patched.succeeded()) {
            return patched.refused();
        }
        return isApplied() ? seenAtWork(order) : new Setting.Unknown("the gateway has not applied it yet");
    }

    /// No fallbacks, so that a model that is gone is an error and not silently another one.
    private Map<String, Object> patch(Order order, String hash) {
        var model = Map.of("primary", order.model(), "fallbacks", List.of());
        var config = Map.of("agents", Map.of("entries", Map.of(agent, Map.of("model", model))));
        return Map.of("raw", Json.canonical(config), "baseHash", hash, "note", order.note());
    }

    private boolean isApplied() {
        var config = call("config.get", Map.of()).body().path("payload");
        return config.path("configRevisionHash").isTextual()
                && config.path("configRevisionHash").equals(config.path("appliedConfigHash"));
    }

    /// Asks the agent something, in a session of its own, and looks up which model answered.
    private Setting seenAtWork(Order order) {
        var after = Pinned.after(read(), order);
        if (!(after instanceof Setting.Applied(var _, var revision))) {
            return after;
        }
        var session = "agent:" + agent + ":holdfast:" + order.id().toLowerCase(java.util.Locale.ROOT);
        var question = Map.of(
                "model",
                "openclaw/" + agent,
                "messages",
                List.of(Map.of("role", "user", "content", "Answer with OK.")));
        var asked = gateway.send(Request.json("POST", gateway.at("/v1/chat/completions"), Json.canonical(question))
                .with("x-openclaw-session-key", session));
        if (!asked.succeeded()) {
            return new Setting.Unknown("the agent does not answer: " + asked.trouble());
        }
        var history = gateway.get("/sessions/" + Rest.encoded(session) + "/history?limit=10");
        var effective = effective(history.body());
        return effective.filter(model -> !model.equals(order.model())).isPresent()
                ? new Setting.Conflict(effective.get())
                : new Setting.Applied(order.model(), revision);
    }

    /// Empty where the gateway does not say.
    private static Optional<String> effective(JsonNode history) {
        var last = Optional.<String>empty();
        for (var item : history.path("items")) {
            if (item.path("role").asText().equals("assistant")
                    && item.path("model").isTextual()) {
                last = Optional.of(item.path("provider").asText() + "/"
                        + item.path("model").asText());
            }
        }
        return last;
    }

    private static String model(JsonNode pin) {
        return pin.isTextual() ? pin.asText() : pin.path("primary").asText();
    }

    private Rest.Answer call(String method, Map<String, Object> params) {
        return gateway.send("POST", "/api/v1/admin/rpc", Map.of("id", "holdfast", "method", method, "params", params));
    }
}
