package dev.holdfast.service.outbound;

import dev.holdfast.alerting.wire.Line;
import dev.holdfast.alerting.wire.Reply;
import dev.holdfast.alerting.wire.Request;
import dev.holdfast.harness.target.GuardedClient;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A way out for notifications and actions that goes to no address that the guard does not admit.
public final class GuardedLine implements Line, AutoCloseable {
    private final GuardedClient client;

    /// @param client to be closed with this
    public GuardedLine(GuardedClient client) {
        this.client = client;
    }

    @Override
    public Reply send(Request request) {
        try {
            return switch (client.send(request.method(), request.uri().toString(), request.headers(), request.body())) {
                case GuardedClient.Response.Answered(var status, var headers, var body) ->
                    new Reply.Answered(status, first(headers), body);
                case GuardedClient.Response.Lost(var reason) -> new Reply.Unanswered(reason);
            };
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Reply.Unanswered("interrupted");
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static Map<String, String> first(Map<String, List<String>> headers) {
        return headers.entrySet().stream()
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().getFirst(),
                        (first, _) -> first));
    }
}
