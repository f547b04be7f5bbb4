package dev.holdfast.service.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The names of OpenTelemetry's stable conventions for requests over HTTP.
final class Http {
    static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
    static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");

    /// The first status that says that the service is at fault.
    static final int OUR_FAULT = 500;

    /// The one header of a request that says which trace it is part of.
    static final TextMapGetter<Traces.Request> HEADERS = new TextMapGetter<>() {
        private static final String PARENT = "traceparent";

        @Override
        public Iterable<String> keys(Traces.Request carrier) {
            return List.of(PARENT);
        }

        @Override
        public @Nullable String get(Traces.@Nullable Request carrier, String key) {
            return carrier != null && key.equals(PARENT) ? carrier.parent().orElse(null) : null;
        }
    };

    private Http() {}
}
