package dev.holdfast.service.console;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Objects;

/// Where a request comes from.
final class Origin {
    private Origin() {}

    /// Whether it only reads, or was sent by a page of this very service. A browser says which page it was; what says
    /// nothing is no browser, and has the API.
    static boolean isOurs(HttpRequest<?> request) {
        if (request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD) {
            return true;
        }
        var site = request.getHeaders().get("Sec-Fetch-Site");
        var origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        return (site == null || site.equals("same-origin"))
                && origin != null
                && Objects.equals(authority(origin), request.getHeaders().get(HttpHeaders.HOST));
    }

    /// Whether the browser came over TLS, to us or to a proxy before us.
    static boolean isEncrypted(HttpRequest<?> request) {
        return request.isSecure() || "https".equals(request.getHeaders().get("X-Forwarded-Proto"));
    }

    private static String authority(String origin) {
        try {
            return Objects.requireNonNullElse(new URI(origin).getRawAuthority(), "");
        } catch (URISyntaxException e) {
            return "";
        }
    }
}
