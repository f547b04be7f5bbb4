package dev.holdfast.service.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.alerting.wire.WebhookKey;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

/// Serves a model on loopback in the OpenAI chat-completions protocol, under one name whatever is behind it, and takes
/// signed orders which version to pin.
final class AgentServer implements AutoCloseable {
    /// The name that moves: whatever the provider thinks is newest.
    static final String ALIAS = "order-desk-1";
    /// The version that was certified, under a name that never moves.
    static final String SNAPSHOT = "order-desk-1-2026-05-13";

    private final HttpServer server;
    private final Replayer snapshot;
    private final AtomicReference<Replayer> newest;
    private final PinEndpoint pin;

    AgentServer(Replayer model, WebhookKey key, InstantSource clock) throws IOException {
        this.snapshot = model;
        this.newest = new AtomicReference<>(model);
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
    void swap(Replayer other) {
        newest.set(other);
    }

    private Replayer model() {
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
            var reply = model().replay(question(request.path("messages")), 0);
            switch (reply.outcome()) {
                case Outcome.Answered(var text) -> send(exchange, 200, completion(text, reply, pin.model()));
                case Outcome.Failed failed -> send(exchange, 500, Map.of("error", Map.of("message", failed.message())));
                case Outcome.Escalated _, Outcome.ScoredElsewhere _ ->
                    throw new IllegalStateException("a model answers or fails");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static GoldenTask question(JsonNode messages) {
        var conversation = new ArrayList<Message>();
        messages.forEach(message -> conversation.add(new Message(
                Message.Role.valueOf(message.path("role").asText().toUpperCase(Locale.ROOT)),
                message.path("content").asText())));
        return new GoldenTask("asked", conversation, Optional.empty(), Set.of(), Optional.empty());
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        var bytes = Json.line(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /// The fingerprint stays what it was: this provider tells nobody.
    private static Map<String, Object> completion(String text, Reply reply, String model) {
        var in = reply.usage().inputTokens().orElse(0);
        var out = reply.usage().outputTokens().orElse(0);
        var message = Map.of("role", "assistant", "content", text);
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
                List.of(Map.of("index", 0, "finish_reason", reply.finish().orElse("stop"), "message", message)),
                "usage",
                Map.of("prompt_tokens", in, "completion_tokens", out, "total_tokens", in + out));
    }
}
