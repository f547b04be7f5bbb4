package dev.holdfast.service.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// What somebody writes whose agent is to be taken back by a signed webhook: reads the pin, and sets it if what is
/// expected is there.
final class PinEndpoint implements HttpHandler {
    private final WebhookKey key;
    private final InstantSource clock;
    private final List<String> offered;
    private String model;
    private long epoch;

    PinEndpoint(WebhookKey key, InstantSource clock, String... offered) {
        this.key = key;
        this.clock = clock;
        this.offered = List.of(offered);
        this.model = offered[0];
    }

    synchronized String model() {
        return model;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var status = isSigned(exchange, body) ? answer(Json.tree("order", body)) : 401;
            var state = state().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, state.length);
            exchange.getResponseBody().write(state);
        }
    }

    private boolean isSigned(HttpExchange exchange, String body) {
        var id = header(exchange, "webhook-id");
        var seconds = header(exchange, "webhook-timestamp");
        return seconds.matches("\\d{1,12}")
                && key.verifies(
                        id,
                        Instant.ofEpochSecond(Long.parseLong(seconds)),
                        body,
                        header(exchange, "webhook-signature"),
                        clock.instant());
    }

    private static String header(HttpExchange exchange, String name) {
        var value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }

    private synchronized int answer(JsonNode event) {
        var order = event.path("data");
        if (event.path("type").asText().equals("dev.holdfast.pin.read.v1")) {
            return 200;
        }
        if (!offered.contains(order.path("model").asText())) {
            return 422;
        }
        if (order.path("dry_run").asBoolean()) {
            return 200;
        }
        if (order.path("fence_epoch").asLong() < epoch) {
            return 410;
        }
        if (!order.at("/expected_current/model").asText().equals(model)) {
            return 409;
        }
        model = order.path("model").asText();
        epoch = order.path("fence_epoch").asLong();
        return 200;
    }

    private synchronized String state() {
        return Json.line(Map.of("model", model, "epoch", epoch, "revision", model));
    }
}
