package dev.holdfast.alerting.wire;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/// A request to a system outside.
///
/// It has no string form on purpose: address and headers may be secrets.
public record Request(String method, URI uri, Map<String, String> headers, String body) {
    public Request {
        headers = Map.copyOf(headers);
    }

    public static Request get(URI uri) {
        return new Request("GET", uri, Map.of(), "");
    }

    /// With a body of JSON.
    public static Request json(String method, URI uri, String body) {
        return new Request(method, uri, Map.of("Content-Type", "application/json"), body);
    }

    /// With one more header.
    public Request with(String header, String value) {
        var more = new TreeMap<>(headers);
        more.put(header, value);
        return new Request(method, uri, more, body);
    }

    /// With a token, where there is one.
    public Request bearing(String token) {
        return token.isEmpty() ? this : with("Authorization", "Bearer " + token);
    }

    @Override
    public String toString() {
        return method + " to " + uri.getHost();
    }
}
