package dev.holdfast.harness.target;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Sends LangChain4j's requests over the one transport, whatever LangChain4j would set.
///
/// @param timeout   what LangChain4j is told of it
/// @param streaming how answers are taken piece by piece, of which LangChain4j knows nothing
record LimitedHttpClient(Transport transport, Duration timeout, Optional<Streaming> streaming)
        implements HttpClient, HttpClientBuilder {
    /// Where the answer goes as it came, beside what LangChain4j makes of it.
    static final ScopedValue<Heard> HEARD = ScopedValue.newInstance();

    /// An answer as it came.
    static final class Heard {
        private Optional<String> body = Optional.empty();

        Optional<String> body() {
            return body;
        }
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try {
            var answer = send(request);
            var whole = streaming.map(pieces -> pieces.whole(answer.body())).orElseGet(answer::body);
            var body = SpokenRefusal.asContent(whole);
            HEARD.get().body = Optional.of(body);
            return SuccessfulHttpResponse.builder()
                    .statusCode(answer.status())
                    .headers(answer.headers())
                    .body(body)
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LangChain4jException(e);
        }
    }

    private Transport.Answer send(HttpRequest request) throws InterruptedException {
        var body = Optional.ofNullable(request.body());
        try {
            return transport.send(
                    request.method().name(),
                    URI.create(
                            streaming.map(pieces -> pieces.url(request.url())).orElseGet(request::url)),
                    request.headers(),
                    streaming.isPresent() ? body.map(streaming.get()::asked) : body);
        } catch (Unanswered e) {
            throw streaming.map(pieces -> e.after(pieces.soFar(e.arrived()))).orElse(e);
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("answers are put together before LangChain4j reads them");
    }

    @Override
    public Duration connectTimeout() {
        return timeout;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return timeout;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
