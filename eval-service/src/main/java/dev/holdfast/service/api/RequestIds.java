package dev.holdfast.service.api;

import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.database.Stamps;
import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Gives every request a name of its own, which its answer, its problem and the lines of the log carry. Whoever asks
/// may bring one along.
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RequestIds implements Ordered {
    static final String HEADER = "X-Request-Id";
    private static final String ATTRIBUTE = "holdfast.request-id";

    /// It stands in logs, so it is short and holds nothing that could be taken for something else.
    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final Stamps stamps;

    RequestIds(Stamps stamps) {
        this.stamps = stamps;
    }

    /// Of a request that has come through the filter.
    static Optional<String> of(HttpRequest<?> request) {
        return request.getAttribute(ATTRIBUTE, String.class);
    }

    @RequestFilter
    void name(HttpRequest<?> request, MutablePropagatedContext context) {
        var id = Optional.ofNullable(request.getHeaders().get(HEADER))
                .filter(brought -> FIT.matcher(brought).matches())
                .orElseGet(() -> stamps.next().id().toString());
        request.setAttribute(ATTRIBUTE, id);
        context.add(new MdcPropagationContext(Map.of(AuditLog.REQUEST, id)));
    }

    @ResponseFilter
    void tell(HttpRequest<?> request, MutableHttpResponse<?> response) {
        // an answer is what it says it is, and no page of a browser's guessing
        response.header("X-Content-Type-Options", "nosniff");
        of(request).ifPresent(id -> response.header(HEADER, id));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
