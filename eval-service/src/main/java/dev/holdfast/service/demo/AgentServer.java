package dev.holdfast.service.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/// Serves an order desk on loopback in the OpenAI chat-completions protocol, under one model name whatever is
/// behind it.
final class AgentServer implements AutoCloseable {
    private static final String MODEL = "order-desk-1";
    private static final int CHARACTERS_A_TOKEN = 4;

    private final HttpServer server;
    private final AtomicReference<OrderDesk> desk;

    AgentServer(OrderDesk desk) throws IOException {
        this.desk = new AtomicReference<>(desk);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", this::complete);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /// Puts another version behind the same name.
    void swap(OrderDesk other) {
        desk.set(other);
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
            var answer = Json.line(completion(messages.toString(), desk.get().answer(question)))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static Map<String, Object> completion(String prompt, String answer) {
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
                MODEL,
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
