package dev.holdfast.alerting.wire;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Speaks HTTP with the JDK's client. Follows no redirect, and reads no endless answer.
public final class HttpLine implements Line, AutoCloseable {
    private static final long LONGEST_ANSWER = 4_000_000;

    private final HttpClient client;
    private final Duration patience;

    /// A line that waits so long.
    ///
    /// @param patience for the whole answer
    public HttpLine(Duration patience) {
        this.patience = patience;
        this.client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /// What goes wrong is told without the address, which may be a secret.
    @Override
    public Reply send(Request request) {
        try {
            var response = client.send(
                    http(request),
                    HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LONGEST_ANSWER));
            return new Reply.Answered(response.statusCode(), headers(response), response.body());
        } catch (HttpTimeoutException _) {
            return new Reply.Unanswered("no answer in " + patience.toMillis() + " ms");
        } catch (IOException e) {
            return new Reply.Unanswered("no answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Reply.Unanswered("interrupted");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private HttpRequest http(Request request) {
        var builder = HttpRequest.newBuilder(request.uri()).timeout(patience);
        request.headers().forEach(builder::header);
        var body = request.body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(request.body());
        return builder.method(request.method(), body).build();
    }

    private static Map<String, String> headers(HttpResponse<String> response) {
        return response.headers().map().entrySet().stream()
                .filter(header -> !header.getKey().startsWith(":"))
                .collect(Collectors.toMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT),
                        header -> header.getValue().getFirst(),
                        (first, _) -> first));
    }
}
