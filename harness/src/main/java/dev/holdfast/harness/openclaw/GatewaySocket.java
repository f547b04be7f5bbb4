package dev.holdfast.harness.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One WebSocket connection to a gateway: frames of JSON, answers matched with their requests.
///
/// A request for an agent's turn is answered twice, at once with `accepted` and later with the result; in between
/// come events about the tools that it calls.
///
/// The JDK's WebSocket loses the end of a connection that comes while its listener is busy with a message (its
/// `TransportImpl.acknowledgeReception` throws where nothing was requested, and nobody is told). So the listener only
/// puts frames aside, and whoever waits for an answer sends pings: a gateway that answers none is not there any more.
final class GatewaySocket implements AutoCloseable {
    private static final String CONNECT = "connect";

    /// How often a connection that somebody waits on is tried.
    private static final long PING_MILLIS = 1_000;

    /// How long a gateway that is there may take to say anything after a ping.
    private static final long SILENCE_MILLIS = 10_000;

    private final Map<String, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
    private final Map<String, Queue<JsonNode>> toolEvents = new ConcurrentHashMap<>();
    private final CompletableFuture<WebSocket> greeted = new CompletableFuture<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicReference<@Nullable IOException> broken = new AtomicReference<>();
    private final AtomicLong lastPing = new AtomicLong(System.nanoTime());
    private final AtomicReference<@Nullable Long> silentSince = new AtomicReference<>();
    private final Executor worker;
    private final Gateway gateway;

    private GatewaySocket(Gateway gateway, Executor worker) {
        this.gateway = gateway;
        this.worker = worker;
    }

    /// Connects and shows the token.
    ///
    /// @throws IOException when there is no gateway, or it does not let us in
    static GatewaySocket connect(HttpClient client, Gateway gateway)
            throws IOException, InterruptedException, TimeoutException {
        var socket = new GatewaySocket(gateway, client.executor().orElseThrow());
        var connection = await(
                client.newWebSocketBuilder()
                        .connectTimeout(gateway.timeout())
                        .buildAsync(gateway.socketUrl(), socket.new Frames()),
                gateway.timeout().toMillis());
        try {
            await(socket.greeted, gateway.timeout().toMillis());
            return socket;
        } catch (IOException | InterruptedException | TimeoutException e) {
            connection.abort();
            throw e;
        }
    }

    /// Sends a request and waits for its last answer.
    JsonNode request(String method, ObjectNode params, long millis)
            throws IOException, InterruptedException, TimeoutException {
        var id = method + "-" + ids.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        open.put(id, answer);
        try {
            // a connection that broke before this request was put down has failed all requests but this
            refuseBroken();
            send(greeted.join(), frame(id, method, params));
            return awaitWithPings(answer, millis);
        } finally {
            open.remove(id);
        }
    }

    private void refuseBroken() throws IOException {
        var why = broken.get();
        if (why != null) {
            throw new IOException(why.getMessage(), why);
        }
    }

    private JsonNode awaitWithPings(CompletableFuture<JsonNode> answer, long millis)
            throws IOException, InterruptedException, TimeoutException {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            var left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
            try {
                return await(answer, Math.min(left, PING_MILLIS));
            } catch (TimeoutException e) {
                if (left <= PING_MILLIS) {
                    throw e;
                }
                ping();
            }
        }
    }

    /// Sends a ping a second, however many wait. One that cannot be sent, or pings that nothing answers, show that
    /// nobody is there.
    private void ping() {
        var now = System.nanoTime();
        var before = lastPing.get();
        if (now - before < TimeUnit.MILLISECONDS.toNanos(PING_MILLIS) || !lastPing.compareAndSet(before, now)) {
            return;
        }
        var since = silentSince.get();
        if (since == null) {
            silentSince.set(now);
        } else if (now - since > TimeUnit.MILLISECONDS.toNanos(SILENCE_MILLIS)) {
            failAll(new IOException("the gateway answers no pings"));
            greeted.join().abort();
            return;
        }
        var _ = greeted.join().sendPing(ByteBuffer.allocate(0)).whenComplete((_, failure) -> {
            if (failure instanceof IOException) {
                failAll(new IOException("the connection is closed", failure));
            }
        });
    }

    /// What the run did with tools, in order; each is told once.
    List<JsonNode> toolEvents(String runId) {
        var events = toolEvents.remove(runId);
        return events == null ? List.of() : List.copyOf(events);
    }

    boolean isOpen() {
        return broken.get() == null && !greeted.join().isInputClosed();
    }

    @Override
    public void close() {
        if (greeted.isDone() && !greeted.isCompletedExceptionally()) {
            greeted.join().abort();
        }
    }

    private static <T> T await(CompletableFuture<T> future, long millis)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return future.get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    /// A WebSocket takes one message at a time.
    private synchronized void send(WebSocket socket, ObjectNode frame) throws IOException {
        try {
            socket.sendText(Json.line(frame), true).join();
        } catch (CompletionException | IllegalStateException e) {
            throw new IOException("the connection is closed", e);
        }
    }

    private static ObjectNode frame(String id, String method, ObjectNode params) {
        var frame = JsonNodeFactory.instance.objectNode();
        return frame.put("type", "req").put("id", id).put("method", method).set("params", params);
    }

    private ObjectNode credentials() {
        var params = JsonNodeFactory.instance.objectNode().put("minProtocol", 4).put("maxProtocol", 4);
        // the gateway knows a fixed set of ids and modes; these are the ones for programs
        params.putObject("client")
                .put("id", "gateway-client")
                .put("version", "1")
                .put("platform", "jvm")
                .put("mode", "backend");
        params.put("role", "operator");
        params.putArray("scopes").add("operator.read").add("operator.write").add("operator.admin");
        params.putArray("caps").add("tool-events");
        params.putObject("auth").put("token", gateway.token());
        return params;
    }

    private void failAll(IOException why) {
        broken.compareAndSet(null, why);
        greeted.completeExceptionally(why);
        open.values().forEach(answer -> answer.completeExceptionally(why));
    }

    /// Puts frames together and hands them out, each after the one before it, while the socket goes on listening.
    private final class Frames implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private CompletableFuture<Void> handled = CompletableFuture.completedFuture(null);

        private void inTurn(Runnable handling) {
            handled = handled.thenRunAsync(
                    () -> {
                        try {
                            handling.run();
                        } catch (RuntimeException e) {
                            failAll(new IOException(e));
                        }
                    },
                    worker);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            silentSince.set(null);
            if (text.length() + part.length() > Gateway.LARGEST_ANSWER) {
                failAll(new IOException("a frame is longer than " + Gateway.LARGEST_ANSWER + " characters"));
                socket.abort();
                return null;
            }
            text.append(part);
            if (last) {
                var whole = text.toString();
                text.setLength(0);
                inTurn(() -> frame(socket, whole));
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            silentSince.set(null);
            socket.request(1);
            return null;
        }

        private void frame(WebSocket socket, String whole) {
            try {
                var frame = Json.tree("frame", whole);
                if (frame.path("type").asText().equals("res")) {
                    answered(socket, frame);
                } else if (frame.path("event").asText().equals("connect.challenge")) {
                    send(socket, GatewaySocket.frame(CONNECT, CONNECT, credentials()));
                } else if (frame.path("payload").path("stream").asText().equals("tool")) {
                    toolEvents
                            .computeIfAbsent(frame.at("/payload/runId").asText(), _ -> new ConcurrentLinkedQueue<>())
                            .add(frame.at("/payload/data"));
                }
            } catch (InvalidDocumentException | IOException e) {
                failAll(new IOException("a frame cannot be read: " + e.getMessage(), e));
                socket.abort();
            }
        }

        private void answered(WebSocket socket, JsonNode frame) {
            if (frame.path("id").asText().equals(CONNECT)) {
                if (frame.path("ok").asBoolean()) {
                    greeted.complete(socket);
                } else {
                    failAll(new IOException("the gateway refused the connection: "
                            + frame.at("/error/message").asText()));
                }
            } else if (!frame.at("/payload/status").asText().equals("accepted")) {
                var waiting = open.get(frame.path("id").asText());
                if (waiting != null) {
                    waiting.complete(frame);
                }
            }
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            var why = "the gateway closed the connection (" + code + (reason.isEmpty() ? "" : ": " + reason) + ")";
            inTurn(() -> failAll(new IOException(why)));
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            inTurn(() ->
                    failAll(failure instanceof IOException io ? io : new IOException("the connection broke", failure)));
        }
    }
}
