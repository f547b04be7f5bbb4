package dev.holdfast.service.trace;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where spans are sent, by the environment variables that OpenTelemetry gives to everybody.
///
/// @param endpoint a collector that takes OTLP over HTTP
/// @param headers  sent along, such as a key
/// @param service  what this service is called there
public record TraceSettings(URI endpoint, Map<String, String> headers, String service) {
    private static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
    private static final String SERVICE = "OTEL_SERVICE_NAME";

    public TraceSettings {
        headers = Map.copyOf(headers);
    }

    /// Absent where no collector is named.
    ///
    /// @throws IllegalArgumentException for headers that are none
    public static Optional<TraceSettings> of(Map<String, String> environment) {
        return Optional.ofNullable(environment.get(ENDPOINT))
                .map(endpoint -> new TraceSettings(
                        URI.create(endpoint.replaceFirst("/$", "") + "/v1/traces"),
                        headers(environment.getOrDefault(HEADERS, "")),
                        environment.getOrDefault(SERVICE, "holdfast")));
    }

    private static Map<String, String> headers(String text) {
        var headers = new LinkedHashMap<String, String>();
        for (var pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(HEADERS + " is name=value, one after the other with a comma");
            }
            headers.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return headers;
    }
}
