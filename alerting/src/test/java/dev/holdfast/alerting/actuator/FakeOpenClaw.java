package dev.holdfast.alerting.actuator;

import dev.holdfast.alerting.wire.Receiver.Answer;
import dev.holdfast.alerting.wire.Receiver.Received;
import dev.holdfast.schema.json.Json;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The admin RPC of an OpenClaw gateway, as far as a pin goes: swaps only on top of the hash that was read, and takes
/// any model name, as the real one does.
final class FakeOpenClaw implements Function<Received, Answer> {
    private final List<String> offered;
    private String pin;
    private int writes;
    private int revision = 1;

    FakeOpenClaw(String... offered) {
        this.offered = List.of(offered);
        this.pin = offered[0];
    }

    synchronized void pin(String model) {
        pin = model;
        revision++;
    }

    synchronized int writes() {
        return writes;
    }

    @Override
    public synchronized Answer apply(Received request) {
        if (!request.header("authorization").equals("Bearer secret")) {
            return Answer.of(401, "{}");
        }
        if (request.path().startsWith("/v1/chat/completions")) {
            return Answer.of(200, "{\"choices\":[{\"message\":{\"content\":\"OK\"}}]}");
        }
        if (request.path().startsWith("/sessions/")) {
            var name = pin.split("/", 2);
            return ok(Map.of("items", List.of(Map.of("role", "assistant", "provider", name[0], "model", name[1]))));
        }
        return rpc(Json.tree("rpc", request.body()));
    }

    private Answer rpc(com.fasterxml.jackson.databind.JsonNode call) {
        return switch (call.path("method").asText()) {
            case "config.get" ->
                payload(Map.of(
                        "hash",
                        "h" + revision,
                        "configRevisionHash",
                        "r" + revision,
                        "appliedConfigHash",
                        "r" + revision));
            case "agents.list" ->
                payload(Map.of("agents", List.of(Map.of("id", "main", "model", Map.of("primary", pin)))));
            case "models.list" ->
                payload(Map.of(
                        "models", offered.stream().map(FakeOpenClaw::model).toList()));
            case "config.patch" -> patch(call.path("params"));
            default -> Answer.of(404, "{}");
        };
    }

    private Answer patch(com.fasterxml.jackson.databind.JsonNode params) {
        if (!params.path("baseHash").asText().equals("h" + revision)) {
            return Answer.of(400, "{\"ok\":false,\"error\":\"config changed since last load\"}");
        }
        var raw = Json.tree("raw", params.path("raw").asText());
        pin = raw.at("/agents/entries/main/model/primary").asText();
        revision++;
        writes++;
        return payload(Map.of("ok", true));
    }

    private static Map<String, Object> model(String name) {
        var parts = Arrays.asList(name.split("/", 2));
        return Map.of("provider", parts.getFirst(), "id", parts.getLast(), "available", true);
    }

    private static Answer payload(Map<String, Object> payload) {
        return ok(Map.of("id", "q", "ok", true, "payload", payload));
    }

    private static Answer ok(Object body) {
        return Answer.of(200, Json.line(body));
    }
}
