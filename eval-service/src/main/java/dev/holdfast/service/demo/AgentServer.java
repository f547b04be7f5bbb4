package dev.holdfast.service.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/// Serves an order desk on loopback in the OpenAI chat-completions protocol, under one model name whatever is
/// behind it, and takes signed orders which version to pin.
final class AgentServer implements AutoCloseable {
    /// The name that moves: whatever the provider thinks is newest.
    static final String ALIAS = "order-desk-1";
    /// The version that was certified, under a name that never moves.
    static final String SNAPSHOT = "order-desk-1-2026-05-13";

    private static final int CHARACTERS_A_TOKEN = 4;

    private final HttpServer server;
    private final OrderDesk snapshot;
    private final AtomicReference<OrderDesk> newest;
    private final PinEndpoint pin;

    AgentServer(OrderDesk desk, WebhookKey key, InstantSource clock) throws IOException {
        this.snapshot = desk;
        this.newest = new AtomicReference<>(desk);
        this.pin = new PinEndpoint(key, clock, ALIAS, SNAPSHOT);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::complete);
        server.createContext("/pin", pin);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// Where the pin is read and set.
    URI pinUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/pin");
    }

    /// Puts another version behind the same name.
    void swap(OrderDesk other) {
        newest.set(other);
    }

    private OrderDesk desk() {
        return pin.model().equals(SNAPSHOT) ? snapshot : newest.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void complete(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request =
                    Json.tree("request", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var messages = request.path("messages");
            var question = messages.path(messages.size() - 1).path("content").asText();
            var answer = Json.line(completion(messages.toString(), desk().answer(question), pin.model()))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static Map<String, Object> completion(String prompt, String answer, String model) {
        var in = prompt.length() / CHARACTERS_A_TOKEN;
        var out = answer.length() / CHARACTERS_A_TOKEN;
        return Map.of(
                "id",
                "chatcmpl-demo",
                "object",
                "chat.completion",
                "created",
                0,
                "model",
                model,
                "system_fingerprint",
                "fp_order_desk",
                "choices",
                List.of(Map.of(
                        "index",
                        0,
                        "finish_reason",
                        "stop",
                        "message",
                        Map.of("role", "assistant", "content", answer))),
                "usage",
                Map.of("prompt_tokens", in, "completion_tokens", out, "total_tokens", in + out));
    }
}
