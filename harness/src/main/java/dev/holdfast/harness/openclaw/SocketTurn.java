package dev.holdfast.harness.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One question, asked through the gateway's WebSocket.
final class SocketTurn implements AutoCloseable {
    /// A turn whose connection broke is asked for again under its key: the gateway goes on with it, or hands out the
    /// result it has, and never lets the agent begin anew.
    private static final int CONNECTIONS = 2;

    private static final long ABORT_MILLIS = 2_000;

    private final HttpClient client = HttpClient.newBuilder()
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Gateway gateway;
    private @Nullable GatewaySocket socket;

    SocketTurn(Gateway gateway) {
        this.gateway = gateway;
    }

    Reply ask(String session, String question) throws InterruptedException {
        var started = System.nanoTime();
        var failure = new IOException("not connected");
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            try {
                var open = connected();
                var answer = turn(open, session, question);
                var took = Duration.ofNanos(System.nanoTime() - started);
                return new Receipt(gateway, answer, open.toolEvents(session)).reply(took);
            } catch (TimeoutException _) {
                return Reply.tooLate(gateway.timeout());
            } catch (IOException e) {
                failure = e;
            }
        }
        return gateway.failed(
                Outcome.Kind.CONNECTION, "no connection to the gateway at " + gateway.url() + ": " + why(failure));
    }

    private JsonNode turn(GatewaySocket open, String session, String question)
            throws IOException, InterruptedException, TimeoutException {
        try {
            return open.request(
                    "agent", params(session, question), gateway.timeout().toMillis());
        } catch (TimeoutException e) {
            abort(open, session);
            throw e;
        }
    }

    /// So that the gateway spends nothing more on an answer that nobody waits for.
    private static void abort(GatewaySocket open, String session) throws InterruptedException {
        try {
            open.request("sessions.abort", JsonNodeFactory.instance.objectNode().put("key", session), ABORT_MILLIS);
        } catch (IOException | TimeoutException _) {
            // the turn is given up either way
        }
    }

    private ObjectNode params(String session, String question) {
        var params = JsonNodeFactory.instance.objectNode();
        params.put("agentId", gateway.agent())
                .put("sessionKey", session)
                .put("message", question)
                .put("idempotencyKey", session)
                .put("timeout", Math.max(1, gateway.timeout().toSeconds()));
        gateway.model().ifPresent(model -> params.put("model", model));
        gateway.prompt().ifPresent(prompt -> params.put("extraSystemPrompt", prompt));
        return params;
    }

    private synchronized GatewaySocket connected() throws IOException, InterruptedException, TimeoutException {
        var now = socket;
        if (now == null || !now.isOpen()) {
            now = GatewaySocket.connect(client, gateway);
            socket = now;
        }
        return now;
    }

    private static String why(IOException e) {
        var cause = e.getCause();
        var message = e.getMessage();
        return message != null ? message : String.valueOf(cause);
    }

    @Override
    public synchronized void close() {
        if (socket != null) {
            socket.close();
        }
        client.shutdownNow();
    }
}
