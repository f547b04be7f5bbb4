package dev.holdfast.harness.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.holdfast.harness.replay.Reply;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Outcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One conversation, asked through the gateway's chat completions.
///
/// They tell neither tools nor the model that answered; the session's history does.
final class HttpTurn implements AutoCloseable {
    private static final int HISTORY = 200;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final Gateway gateway;

    HttpTurn(Gateway gateway) {
        this.gateway = gateway;
    }

    Reply ask(String session, List<Message> messages) throws InterruptedException {
        var started = System.nanoTime();
        try {
            var response = send(request("v1/chat/completions", session)
                    .POST(BodyPublishers.ofString(Json.line(body(messages))))
                    .build());
            var took = Duration.ofNanos(System.nanoTime() - started);
            if (response.statusCode() != 200) {
                return refused(response);
            }
            var completion = Json.tree("response", text(response));
            return new History(gateway, completion, history(session)).reply(took);
        } catch (TimeoutException _) {
            return Reply.tooLate(gateway.timeout());
        } catch (IOException e) {
            return gateway.failed(
                    Outcome.Kind.CONNECTION,
                    "no connection to the gateway at " + gateway.url() + ": " + e.getMessage());
        } catch (InvalidDocumentException e) {
            return gateway.failed(Outcome.Kind.NO_ANSWER, "the gateway's answer cannot be read: " + e.getMessage());
        }
    }

    private JsonNode body(List<Message> messages) {
        var body = JsonNodeFactory.instance.objectNode().put("model", "openclaw/" + gateway.agent());
        var turns = body.putArray("messages");
        gateway.prompt()
                .ifPresent(prompt -> turns.addObject().put("role", "system").put("content", prompt));
        messages.forEach(message -> turns.addObject()
                .put("role", message.role().name().toLowerCase(Locale.ROOT))
                .put("content", message.content()));
        return body;
    }

    /// Empty where the gateway keeps none.
    private JsonNode history(String session) throws IOException, InterruptedException, TimeoutException {
        var key = URLEncoder.encode(session, StandardCharsets.UTF_8);
        var response = send(request("sessions/" + key + "/history?limit=" + HISTORY, session)
                .GET()
                .build());
        return response.statusCode() == 200
                ? Json.tree("history", text(response)).path("items")
                : JsonNodeFactory.instance.arrayNode();
    }

    private HttpRequest.Builder request(String path, String session) {
        var request = HttpRequest.newBuilder(gateway.url().resolve(path))
                .header("Authorization", "Bearer " + gateway.token())
                .header("Content-Type", "application/json")
                .header("x-openclaw-session-key", session);
        gateway.model().ifPresent(model -> request.header("x-openclaw-model", model));
        return request;
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException, TimeoutException {
        var exchange =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), Gateway.LARGEST_ANSWER));
        try {
            return exchange.get(gateway.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            // the gateway gives the turn up when its connection closes
            exchange.cancel(true);
        }
    }

    private Reply refused(HttpResponse<byte[]> response) {
        var status = response.statusCode();
        var kind = switch (status) {
            case 408, 504 -> Outcome.Kind.TIMEOUT;
            case 429 -> Outcome.Kind.RATE_LIMITED;
            default -> status >= 500 ? Outcome.Kind.SERVER_ERROR : Outcome.Kind.REJECTED;
        };
        return gateway.failed(kind, status + ": " + text(response));
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
