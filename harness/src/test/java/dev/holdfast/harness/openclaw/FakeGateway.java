package dev.holdfast.harness.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.json.Json;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// A gateway's WebSocket on this machine, spoken in just as much of RFC 6455 as is needed to misbehave in it.
///
/// It greets, lets everybody in with the right token and leaves every other frame to the script.
final class FakeGateway implements AutoCloseable {
    static final String TOKEN = "gateway-token-0123456789";

    /// What happens with a frame that came.
    interface Script {
        void on(JsonNode frame, Connection connection) throws IOException;
    }

    private final ServerSocket server;
    private final Script script;
    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final AtomicInteger pings = new AtomicInteger();

    private FakeGateway(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
    }

    static FakeGateway start(Script script) {
        try {
            var gateway = new FakeGateway(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
            Thread.ofVirtual().start(gateway::accept);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /// All frames that came, over all connections.
    List<JsonNode> frames() {
        return frames;
    }

    /// How often it was asked whether it is there, over all connections.
    int pings() {
        return pings.get();
    }

    /// The result of a turn, as a gateway sends it.
    static String result(JsonNode request, String text) {
        return """
                {"type":"res","id":"%s","ok":true,"payload":{"runId":"%s","status":"ok","result":{"meta":{
                "agentMeta":{"provider":"fake","model":"alpha-1","costUsd":0.002,
                "usage":{"input":1819,"output":84,"cacheRead":200,"cacheWrite":0},
                "terminalReceipt":{"effective":{"provider":"fake","model":"beta-2"}}},
                "systemPromptReport":{"systemPrompt":{"hash":"f208c217aaaabbbbcccc"},"skills":{"hash":"f41101a8"},
                "tools":{"entries":[{"name":"read","schemaHash":"b1b9b6"}]}},
                "finalAssistantVisibleText":%s,"stopReason":"stop"}}}}""".formatted(
                        request.path("id").asText(),
                        request.at("/params/idempotencyKey").asText(),
                        Json.line(text));
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var connection = Connection.shakeHands(socket);
            connection.send("{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n\"}}");
            while (true) {
                var frame = Json.tree("frame", connection.read(pings));
                frames.add(frame);
                if (frame.path("method").asText().equals("connect")) {
                    greet(frame, connection);
                } else {
                    script.on(frame, connection);
                }
            }
        } catch (IOException e) {
            // the client has gone, or the script has closed the connection
        }
    }

    private static void greet(JsonNode frame, Connection connection) throws IOException {
        if (frame.at("/params/auth/token").asText().equals(TOKEN)) {
            connection.send("{\"type\":\"res\",\"id\":\"connect\",\"ok\":true,\"payload\":{\"type\":\"hello-ok\"}}");
        } else {
            connection.send("{\"type\":\"res\",\"id\":\"connect\",\"ok\":false,"
                    + "\"error\":{\"code\":\"INVALID_REQUEST\",\"message\":\"unauthorized: gateway token mismatch\"}}");
            connection.leave();
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One connection after its handshake.
    record Connection(Socket socket, DataInputStream in, OutputStream out) {
        private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

        static Connection shakeHands(Socket socket) throws IOException {
            var in = new DataInputStream(socket.getInputStream());
            var key = "";
            for (var line = line(in); !line.isEmpty(); line = line(in)) {
                if (line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:")) {
                    key = line.substring(line.indexOf(':') + 1).strip();
                }
            }
            var out = socket.getOutputStream();
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            return new Connection(socket, in, out);
        }

        /// Sends a text in frames of at most 100 bytes, as a gateway may.
        void send(String text) throws IOException {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            for (int from = 0; from < bytes.length; from += 100) {
                var length = Math.min(100, bytes.length - from);
                var last = from + length == bytes.length;
                out.write((last ? 0x80 : 0) | (from == 0 ? 1 : 0));
                out.write(length);
                out.write(bytes, from, length);
            }
            out.flush();
        }

        /// Breaks off without a word.
        void close() throws IOException {
            socket.close();
        }

        /// Says that it goes (1008), as a gateway does, and waits until the client has gone.
        void leave() throws IOException {
            out.write(new byte[] {(byte) 0x88, 2, 0x03, (byte) 0xf0});
            out.flush();
            in.transferTo(OutputStream.nullOutputStream());
        }

        /// The next text; pings before it are counted and answered.
        private String read(AtomicInteger pings) throws IOException {
            while (true) {
                var isPing = (in.readUnsignedByte() & 0xf) == 9;
                var text = payload();
                if (!isPing) {
                    return text;
                }
                pings.incrementAndGet();
                out.write(new byte[] {(byte) 0x8a, 0});
                out.flush();
            }
        }

        private String payload() throws IOException {
            var length = in.readUnsignedByte() & 0x7f;
            var size = length < 126 ? length : length == 126 ? in.readUnsignedShort() : (int) in.readLong();
            var mask = in.readNBytes(4);
            var bytes = in.readNBytes(size);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= mask[i % 4];
            }
            return StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes)).toString();
        }

        private static String accept(String key) {
            try {
                var digest =
                        MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
                return Base64.getEncoder().encodeToString(digest);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String line(DataInputStream in) throws IOException {
            var line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }
    }
}
