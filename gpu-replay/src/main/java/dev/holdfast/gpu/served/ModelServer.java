package dev.holdfast.gpu.served;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.GuardedClient;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.run.Outcome;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;

/// Asks a model server in JSON.
///
/// @param base as the pact has it, with its references looked up: up to and with `/v1`
record ModelServer(String base, String model, Optional<String> key, GuardedClient client, Secrets secrets)
        implements AutoCloseable {
    private static final int LONGEST_MESSAGE = 300;

    /// A route of the OpenAI protocol.
    JsonNode openAi(String path, Map<String, ?> body) throws InterruptedException {
        return ask(base + path, body);
    }

    /// A route of the server's own, beside `/v1`.
    JsonNode own(String path, Map<String, ?> body) throws InterruptedException {
        return ask(base.replaceFirst("/v1/?$", "") + path, body);
    }

    private JsonNode ask(String url, Map<String, ?> body) throws InterruptedException {
        var headers = new TreeMap<>(Map.of("Content-Type", "application/json"));
        key.ifPresent(secret -> headers.put("Authorization", "Bearer " + secret));
        return switch (client.send("POST", url, headers, Json.line(body))) {
            case GuardedClient.Response.Lost(var reason) ->
                throw new UnheardException(Outcome.Kind.CONNECTION, message("no connection to the server: " + reason));
            case GuardedClient.Response.Answered(var status, var _, var text) -> {
                if (status / 100 != 2) {
                    throw new UnheardException(
                            kind(status), message("the server does not score: " + status + ": " + text));
                }
                yield read(text);
            }
        };
    }

    private JsonNode read(String text) {
        try {
            return Json.tree("the answer", text);
        } catch (InvalidDocumentException e) {
            throw UnheardException.garbled(message(String.valueOf(e.getMessage())));
        }
    }

    /// Outages are tried again by whoever replays; what the server refuses is not.
    private static Outcome.Kind kind(int status) {
        return switch (status) {
            case 408 -> Outcome.Kind.TIMEOUT;
            case 429 -> Outcome.Kind.RATE_LIMITED;
            default -> status >= 500 ? Outcome.Kind.SERVER_ERROR : Outcome.Kind.REJECTED;
        };
    }

    private String message(String text) {
        var redacted = secrets.redact(text);
        return redacted.length() <= LONGEST_MESSAGE ? redacted : redacted.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    static List<Map<String, String>> messages(List<Message> conversation) {
        return conversation.stream()
                .map(message ->
                        Map.of("role", message.role().name().toLowerCase(Locale.ROOT), "content", message.content()))
                .toList();
    }

    /// Numbers of tokens that stand in a list.
    static long[] tokens(JsonNode list) {
        if (!list.isArray() || !StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isIntegralNumber)) {
            throw UnheardException.garbled("expected a list of token numbers");
        }
        return IntStream.range(0, list.size())
                .mapToLong(i -> list.get(i).asLong())
                .toArray();
    }

    static long[] joined(long[] first, long[] second) {
        return LongStream.concat(LongStream.of(first), LongStream.of(second)).toArray();
    }

    /// A logarithm; what is no number becomes NaN, which no thought may hold.
    static double logarithm(JsonNode value) {
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    @Override
    public void close() {
        client.close();
    }
}
