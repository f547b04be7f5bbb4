package dev.holdfast.harness.target;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends LangChain4j's requests, and lets no answer take more time or memory than it may.
///
/// LangChain4j's own client over the JDK's reads endless answers until the memory is full, bounds the time to the
/// headers but not to the end of the body, and hides the headers of answers other than 200.
final class LimitedHttpClient implements HttpClient, AutoCloseable {
    /// As long as the longest text that a recorded run may hold.
    static final int LARGEST_BODY = 20_000_000;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final java.net.http.HttpClient client;
    private final Duration timeout;
    private final InstantSource clock;

    LimitedHttpClient(Duration timeout, InstantSource clock) {
        this.timeout = timeout;
        this.clock = clock;
        this.client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout.compareTo(CONNECT_TIMEOUT) < 0 ? timeout : CONNECT_TIMEOUT)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        var response = send(request);
        var body = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() / 100 != 2) {
            var retryAfter = response.headers()
                    .firstValue("Retry-After")
                    .flatMap(header -> RetryAfter.parse(header, clock.instant()));
            throw new HttpRefusal(response.statusCode(), body, retryAfter);
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(SpokenRefusal.asContent(body))
                .build();
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        var exchange =
                client.sendAsync(translated(request), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_BODY));
        try {
            return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new LangChain4jException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LangChain4jException(e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
        } finally {
            // closes the connection of an answer that is still on its way
            exchange.cancel(true);
        }
    }

    private static java.net.http.HttpRequest translated(HttpRequest request) {
        var translated = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .method(
                        request.method().name(),
                        java.net.http.HttpRequest.BodyPublishers.ofString(request.body(), StandardCharsets.UTF_8));
        request.headers().forEach((name, values) -> values.forEach(value -> translated.header(name, value)));
        // no client here unpacks anything, so no small answer can unpack to a huge one
        return translated.setHeader("Accept-Encoding", "identity").build();
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are not streamed");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
