package dev.holdfast.harness.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.ToolCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/// Plays the tools for agents that call out: over plain HTTP, and by MCP. On loopback only.
///
/// Every replay has URLs of its own, which nobody can guess, so that a call belongs to the replay that makes it. They
/// end with the replay. Without a tool there is no server.
public final class ToolServer implements AutoCloseable {
    private static final int MOST_ARGUMENTS = 1_000_000;
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);
    private static final int HOLD_OF_TIMEOUT = 4;

    private final ToolBox box;
    private final Duration hold;
    private final Optional<HttpServer> server;
    private final Map<String, ToolSession> sessions = new ConcurrentHashMap<>();
    private final McpEndpoint mcp;

    private ToolServer(ToolBox box, Duration hold, Optional<HttpServer> server) {
        this.box = box;
        this.hold = hold;
        this.server = server;
        this.mcp = new McpEndpoint(box);
    }

    /// Begins to serve on a free port.
    ///
    /// @param timeout of one replay, of which a tool that does not answer takes a part
    public static ToolServer start(ToolBox box, Duration timeout) {
        var part = timeout.dividedBy(HOLD_OF_TIMEOUT);
        var hold = part.compareTo(LONGEST_HOLD) < 0 ? part : LONGEST_HOLD;
        if (box.isEmpty()) {
            return new ToolServer(box, hold, Optional.empty());
        }
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var server = new ToolServer(box, hold, Optional.of(http));
            http.createContext("/", server::serve);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("no port for the tools", e);
        }
    }

    /// One replay's way to the tools.
    public final class Visit implements AutoCloseable {
        private final String key;
        private final ToolSession session;

        private Visit(String key, ToolSession session) {
            this.key = key;
            this.session = session;
        }

        /// Where the tools are listed; below it, each takes its arguments by POST. Empty where there are none.
        public Optional<String> url() {
            return base().map(base -> base + "/tools");
        }

        /// Where an MCP client finds them. Empty where there are none.
        public Optional<String> mcpUrl() {
            return base().map(base -> base + "/mcp");
        }

        /// All calls of the replay: those made here, and of those that the agent shows the ones of other tools.
        public List<ToolCall> calls(List<ToolCall> shown) {
            return box.merged(session.calls(), shown);
        }

        @Override
        public void close() {
            sessions.remove(key);
        }

        private Optional<String> base() {
            return server.map(http -> "http://127.0.0.1:" + http.getAddress().getPort() + "/" + key);
        }
    }

    /// For one replay, and no other.
    public Visit open(GoldenTask task, int repeat) {
        // a secret between the harness and this one replay, which decides nothing
        var key = UUID.randomUUID().toString();
        var session = box.open(task, repeat, hold);
        sessions.put(key, session);
        return new Visit(key, session);
    }

    @Override
    public void close() {
        server.ifPresent(http -> http.stop(0));
    }

    /// What is sent back.
    private record Sent(int status, String body) {
        static Sent error(int status, String message) {
            return new Sent(status, Json.line(Map.of("error", message)));
        }
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var sent = answer(exchange);
            var body = sent.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(sent.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Sent answer(HttpExchange exchange) throws IOException, InterruptedException {
        var path = exchange.getRequestURI().getPath().split("/", 4);
        var session = Optional.ofNullable(path.length < 3 ? null : sessions.get(path[1]));
        if (session.isEmpty() || !isFromHere(exchange)) {
            return Sent.error(404, "no replay is here");
        }
        var body = exchange.getRequestBody().readNBytes(MOST_ARGUMENTS + 1);
        if (body.length > MOST_ARGUMENTS) {
            return Sent.error(413, "more than " + MOST_ARGUMENTS + " bytes");
        }
        var text = new String(body, StandardCharsets.UTF_8);
        var isPost = exchange.getRequestMethod().equals("POST");
        return switch (path[2]) {
            case "tools" -> tools(session.get(), path.length < 4 ? "" : path[3], isPost, text);
            case "mcp" -> isPost ? mcp(session.get(), text) : Sent.error(405, "POST a message");
            default -> Sent.error(404, "here are tools and mcp");
        };
    }

    private Sent tools(ToolSession session, String name, boolean isPost, String body) throws InterruptedException {
        if (name.isEmpty()) {
            return isPost ? Sent.error(405, "GET the list, or POST to a tool") : new Sent(200, Json.line(list()));
        }
        if (!isPost) {
            return Sent.error(405, "POST the arguments");
        }
        var answer = session.call(box.names().back(name), arguments(body));
        return new Sent(answer.status().http(), answer.body());
    }

    private Sent mcp(ToolSession session, String body) throws InterruptedException {
        return mcp.answer(session, body)
                .map(answer -> new Sent(200, Json.line(answer)))
                .orElseGet(() -> new Sent(202, ""));
    }

    private List<Map<String, Object>> list() {
        return box.tools().stream()
                .map(tool -> Map.<String, Object>of(
                        "name", tool.name(), "description", tool.description(), "parameters", tool.parameters()))
                .toList();
    }

    private static JsonNode arguments(String body) {
        try {
            return body.isBlank() ? JsonNodeFactory.instance.objectNode() : Json.tree("arguments", body);
        } catch (InvalidDocumentException e) {
            return TextNode.valueOf(body);
        }
    }

    /// A page in somebody's browser has no business here, whatever it has found out.
    private static boolean isFromHere(HttpExchange exchange) {
        var origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin == null) {
            return true;
        }
        try {
            return List.of("127.0.0.1", "localhost").contains(URI.create(origin).getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
