package dev.holdfast.service.api;

import dev.holdfast.service.trace.Traces;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.BasicHttpAttributes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Has a span told of every request, as a part of the trace that it brought along or as one of its own.
@ServerFilter("/v1/**")
final class RequestSpans implements Ordered {
    private static final String BEGUN = "holdfast.begun";

    private final Traces traces;
    private final InstantSource clock;

    RequestSpans(Traces traces, InstantSource clock) {
        this.traces = traces;
        this.clock = clock;
    }

    @RequestFilter
    void begin(HttpRequest<?> request) {
        request.setAttribute(BEGUN, clock.instant());
    }

    @ResponseFilter
    void end(HttpRequest<?> request, HttpResponse<?> response) {
        request.getAttribute(BEGUN, Instant.class)
                .ifPresent(begun -> traces.request(new Traces.Request(
                        request.getMethodName(),
                        BasicHttpAttributes.getUriTemplate(request),
                        response.code(),
                        RequestIds.of(request),
                        Optional.ofNullable(request.getHeaders().get("traceparent")),
                        new Traces.Time(begun, clock.instant()))));
    }

    /// Right inside of the request's name, and around everything that may refuse it.
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }
}
