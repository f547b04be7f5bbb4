package dev.holdfast.harness.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.schema.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A real OpenClaw gateway on this machine, whose two models are served by a [FakeAgent].
public final class OpenClawGateway implements AutoCloseable {
    public static final String VERSION = "2026.9.6";
    public static final String TOKEN = "gateway-token-0123456789abcdef0123456789";
    /// The two models between which its agent `main` can be pinned.
    public static final String ALPHA = "fake/alpha-1";

    public static final String BETA = "fake/beta-2";

    private static final String NODE = "24.21.0";
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    /// The gateway takes an offer of HTTP/2 for one of a WebSocket.
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final String url;

    private OpenClawGateway(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /// Installs what is missing and starts a gateway with a state of its own; `upstream` is the base URL of the model
    /// server.
    ///
    /// Where it cannot be installed the test is skipped, with the reason.
    public static OpenClawGateway start(Path folder, String upstream) throws IOException, InterruptedException {
        var npm = Npm.ofUser();
        try {
            var node = npm.node(NODE);
            var openclaw = npm.install("openclaw", VERSION);
            return start(folder, upstream, node, openclaw);
        } catch (Npm.Unavailable e) {
            System.out.println("Skipped, no OpenClaw gateway: " + e.getMessage());
            return Assumptions.abort("no OpenClaw gateway: " + e.getMessage());
        }
    }

    private static OpenClawGateway start(Path folder, String upstream, Path node, Path openclaw)
            throws IOException, InterruptedException {
        var port = freePort();
        var state = Files.createDirectories(folder.resolve("state"));
        var config = state.resolve("openclaw.json");
        Files.createDirectories(folder.resolve("workspace"));
        Files.writeString(folder.resolve("workspace/note.txt"), "the parcel left on 3 May\n");
        Files.writeString(config, config(port, upstream, folder.resolve("workspace")));
        var builder = new ProcessBuilder(
                        node.toString(),
                        openclaw.resolve("openclaw.mjs").toString(),
                        "gateway",
                        "run",
                        "--port",
                        String.valueOf(port),
                        "--bind",
                        "loopback")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("gateway.log").toFile());
        var environment = builder.environment();
        environment.put("HOME", folder.toString());
        environment.put("OPENCLAW_STATE_DIR", state.toString());
        environment.put("OPENCLAW_CONFIG_PATH", config.toString());
        environment.put("PATH", node.getParent() + ":" + environment.get("PATH"));
        for (var quiet : List.of(
                "OPENCLAW_NO_AUTO_UPDATE",
                "OPENCLAW_OFFLINE",
                "OPENCLAW_DISABLE_BONJOUR",
                "DO_NOT_TRACK",
                "CI",
                "OPENCLAW_SKIP_CHANNELS",
                "NO_COLOR")) {
            environment.put(quiet, "1");
        }
        var gateway = new OpenClawGateway(builder.start(), "http://127.0.0.1:" + port);
        gateway.awaitReady(folder);
        return gateway;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// No plugin, no background work, no word to the outside: the only calls are those that the test makes.
    private static String config(int port, String upstream, Path workspace) throws IOException {
        try (var template = OpenClawGateway.class.getResourceAsStream("openclaw.json")) {
            return new String(template.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
                    .replace("$PORT", String.valueOf(port))
                    .replace("$TOKEN", TOKEN)
                    .replace("$UPSTREAM", upstream)
                    .replace("$WORKSPACE", workspace.toString());
        }
    }

    private void awaitReady(Path folder) throws IOException, InterruptedException {
        var deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            if (isReady()) {
                return;
            }
            Thread.sleep(500);
        }
        close();
        throw new IOException("the gateway did not become ready:\n" + Files.readString(folder.resolve("gateway.log")));
    }

    private boolean isReady() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(url + "/readyz"))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /// What stands as `url` in a pact.
    public String url() {
        return url;
    }

    /// The model that the agent `main` is pinned to.
    public Optional<String> pin() throws IOException, InterruptedException {
        for (var agent :
                rpc("agents.list", JsonNodeFactory.instance.objectNode()).path("agents")) {
            if (agent.path("id").asText().equals("main")) {
                return Optional.of(agent.at("/model/primary").asText());
            }
        }
        return Optional.empty();
    }

    /// Pins the agent `main` to a model, and returns when it is applied.
    public void pin(String model) throws IOException, InterruptedException {
        var before = rpc("config.get", JsonNodeFactory.instance.objectNode());
        var patch = JsonNodeFactory.instance.objectNode();
        var pinned =
                patch.putObject("agents").putObject("entries").putObject("main").putObject("model");
        pinned.put("primary", model).putArray("fallbacks");
        var params = JsonNodeFactory.instance.objectNode();
        params.put("raw", Json.line(patch)).put("baseHash", before.path("hash").asText());
        rpc("config.patch", params);
    }

    private JsonNode rpc(String method, ObjectNode params) throws IOException, InterruptedException {
        var body = JsonNodeFactory.instance.objectNode().put("id", "1").put("method", method);
        body.set("params", params);
        var request = HttpRequest.newBuilder(URI.create(url + "/api/v1/admin/rpc"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.line(body)))
                .build();
        var response = client.send(request, BodyHandlers.ofString());
        var answer = Json.tree(method, response.body());
        if (!answer.path("ok").asBoolean()) {
            throw new IOException(method + ": " + response.statusCode() + " " + response.body());
        }
        return answer.path("payload");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
