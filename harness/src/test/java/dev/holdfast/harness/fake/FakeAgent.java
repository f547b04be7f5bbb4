package dev.holdfast.harness.fake;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/// An agent on this machine that speaks the protocols of several providers over real HTTP, and does what the test
/// tells it to. The path that is asked for chooses the protocol.
///
/// Without being told it answers every question with `answer to ` and the question.
public final class FakeAgent implements AutoCloseable {
    /// What every completion says of the model that made it.
    public static final String MODEL = "fake-model-1";

    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger maxInFlight = new AtomicInteger();
    private final Map<String, AtomicInteger> byQuestion = new ConcurrentHashMap<>();
    private volatile Function<Call, Reaction> script = call -> new Reaction.Says("answer to " + call.question());
    private volatile UnaryOperator<String> drift = UnaryOperator.identity();
    private volatile String fingerprint = "fp_1";
    private volatile boolean counts;

    private FakeAgent(ServerSocket server) {
        this.server = server;
    }

    /// Starts on a free port.
    public static FakeAgent start() {
        try {
            var agent = new FakeAgent(new ServerSocket(0, 1000, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().name("fake agent").start(agent::accept);
            return agent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What stands as `base_url` in a pact; without the `/v1` for Ollama.
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/v1";
    }

    /// From now on every call leads to what the script says.
    public FakeAgent does(Function<Call, Reaction> script) {
        this.script = script;
        return this;
    }

    /// From now on every call leads to this.
    public FakeAgent does(Reaction reaction) {
        return does(_ -> reaction);
    }

    /// From now on all that it says is said differently, by a server of another configuration under the same name.
    public FakeAgent drifts(UnaryOperator<String> drift) {
        this.drift = drift;
        this.fingerprint = "fp_2";
        return this;
    }

    /// From now on it says how much it was sent, at 4 characters a token, instead of always the same.
    public FakeAgent countsTokens() {
        this.counts = true;
        return this;
    }

    /// How often it was called.
    public int calls() {
        return calls.get();
    }

    /// How often it was asked this.
    public int calls(String question) {
        var count = byQuestion.get(question);
        return count == null ? 0 : count.get();
    }

    /// Every question that it was asked.
    public Set<String> questions() {
        return Set.copyOf(byQuestion.keySet());
    }

    /// The most calls that were open at one time.
    public int maxInFlight() {
        return maxInFlight.get();
    }

    /// How many calls are open now.
    public int inFlight() {
        return inFlight.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                connections.add(socket);
                Thread.ofVirtual().name("fake agent's connection").start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (var wire = new Wire(socket)) {
            for (var call = wire.read(calls::incrementAndGet);
                    call.isPresent();
                    call = wire.read(calls::incrementAndGet)) {
                var now = inFlight.incrementAndGet();
                try {
                    maxInFlight.accumulateAndGet(now, Math::max);
                    byQuestion
                            .computeIfAbsent(call.get().question(), _ -> new AtomicInteger())
                            .incrementAndGet();
                    react(wire, call.get(), script.apply(call.get()));
                } finally {
                    inFlight.decrementAndGet();
                }
                wire.flush();
            }
        } catch (IOException | InterruptedException e) {
            // the client has gone, as many tests want it to
        } finally {
            connections.remove(socket);
        }
    }

    private void react(Wire wire, Call call, Reaction reaction) throws IOException, InterruptedException {
        switch (reaction) {
            case Reaction.Says(var text) -> send(wire, answer(call, text));
            case Reaction.Calls(var tools) -> send(wire, new ToolTalk(call.protocol()).calls(tools));
            case Reaction.Status status -> send(wire, status);
            case Reaction.After(var pause, var then) -> {
                Thread.sleep(pause);
                react(wire, call, then);
            }
            case Reaction.Reset _ -> wire.reset();
            case Reaction.Hangs _ -> Thread.sleep(Long.MAX_VALUE);
            case Reaction.Drips drips -> drip(wire, drips, answer(call, drips.text()));
            case Reaction.Endless _ -> endless(wire);
            case Reaction.EndlessHead(var inOneLine) -> endlessHead(wire, inOneLine ? "" : "\r\n");
            case Reaction.GzipBomb _ -> bomb(wire);
            case Reaction.Gzipped(var text) -> gzipped(wire, answer(call, text));
            case Reaction.Stalls(var text) -> stall(wire, answer(call, text));
            case Reaction.Streams streams -> stream(wire, streams, new StreamTalk(call.protocol()));
        }
    }

    private String answer(Call call, String text) {
        var answer = call.protocol().answer(drift.apply(text), fingerprint);
        return counts ? counted(answer, call.length() / 4) : answer;
    }

    /// In the form of chat completions, as all who count them ask.
    private static String counted(String completion, int tokens) {
        var answer = (ObjectNode) Json.tree("answer", completion);
        answer.putObject("usage")
                .put("prompt_tokens", tokens)
                .put("completion_tokens", 5)
                .put("total_tokens", tokens + 5);
        return Json.line(answer);
    }

    private static void send(Wire wire, String json) throws IOException {
        send(wire, new Reaction.Status(200, Map.of(), json));
    }

    private static void send(Wire wire, Reaction.Status status) throws IOException {
        var body = status.body().getBytes(StandardCharsets.UTF_8);
        var headers = new java.util.TreeMap<>(status.headers());
        headers.putIfAbsent("Content-Type", "application/json");
        headers.put("Content-Length", String.valueOf(body.length));
        wire.head(status.status(), headers);
        wire.send(body);
    }

    private static void drip(Wire wire, Reaction.Drips drips, String answer) throws IOException, InterruptedException {
        var body = answer.getBytes(StandardCharsets.UTF_8);
        wire.head(200, Map.of("Content-Length", String.valueOf(body.length)));
        for (var each : body) {
            wire.send(new byte[] {each});
            wire.flush();
            Thread.sleep(drips.pause());
        }
    }

    private static void gzipped(Wire wire, String answer) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(answer.getBytes(StandardCharsets.UTF_8));
        }
        wire.head(200, Map.of("Content-Encoding", "gzip", "Content-Length", String.valueOf(packed.size())));
        wire.send(packed.toByteArray());
    }

    private static void stall(Wire wire, String answer) throws IOException, InterruptedException {
        var body = answer.getBytes(StandardCharsets.UTF_8);
        wire.head(200, Map.of("Content-Length", String.valueOf(body.length)));
        wire.send(java.util.Arrays.copyOf(body, body.length / 2));
        wire.flush();
        Thread.sleep(Long.MAX_VALUE);
    }

    private static void stream(Wire wire, Reaction.Streams streams, StreamTalk talk)
            throws IOException, InterruptedException {
        wire.head(200, Map.of("Content-Type", "text/event-stream", "Transfer-Encoding", "chunked"));
        if (!talk.opening().isEmpty()) {
            wire.chunk(talk.opening());
        }
        for (var piece : streams.pieces()) {
            Thread.sleep(streams.pause());
            wire.chunk(talk.piece(piece));
        }
        switch (streams.end()) {
            case DONE -> wire.chunk(talk.closing(String.join("", streams.pieces())));
            case HANGS -> Thread.sleep(Long.MAX_VALUE);
            case BREAKS_OFF -> {}
            case FAILS -> wire.chunk(talk.error("the model is overloaded"));
        }
        wire.chunk("");
    }

    private static void endlessHead(Wire wire, String end) throws IOException {
        wire.send("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.UTF_8));
        var more = ("X-Header: " + "a".repeat(100) + end).repeat(100).getBytes(StandardCharsets.UTF_8);
        while (true) {
            wire.send(more);
        }
    }

    private static void endless(Wire wire) throws IOException {
        wire.head(200, Map.of("Connection", "close"));
        wire.send("{\"choices\": [{\"message\": {\"content\": \"".getBytes(StandardCharsets.UTF_8));
        var more = "a".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        while (true) {
            wire.send(more);
        }
    }

    private static void bomb(Wire wire) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            var zeros = new byte[1 << 20];
            for (int megabyte = 0; megabyte < 128; megabyte++) {
                gzip.write(zeros);
            }
        }
        wire.head(200, Map.of("Content-Encoding", "gzip", "Content-Length", String.valueOf(packed.size())));
        wire.send(packed.toByteArray());
    }
}
