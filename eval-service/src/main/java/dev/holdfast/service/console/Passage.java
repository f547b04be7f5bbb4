package dev.holdfast.service.console;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/// What a browser keeps while it is away at the identity provider.
///
/// @param secret       by which it is known again
/// @param from         the page that it wanted
/// @param organisation that is meant, where somebody is a member of several
record Passage(String secret, String from, Optional<String> organisation) {
    private static final String NAME = "holdfast-passage";
    private static final Duration LIFE = Duration.ofMinutes(10);
    private static final String NONE = "-";

    /// Sent along when the provider leads the browser back, and by no form of another site.
    Cookie cookie(boolean encrypted) {
        var page = Base64.getUrlEncoder().withoutPadding().encodeToString(from.getBytes(StandardCharsets.UTF_8));
        return cookie(secret + "." + page + "." + organisation.orElse(NONE), encrypted)
                .maxAge(LIFE);
    }

    static Cookie forgotten(boolean encrypted) {
        return cookie("", encrypted).maxAge(0);
    }

    /// Absent where the browser did not go from here, or not lately.
    static Optional<Passage> of(HttpRequest<?> request) {
        return request.getCookies()
                .findCookie(NAME)
                .map(cookie -> cookie.getValue().split("\\.", -1))
                .filter(parts -> parts.length == 3)
                .map(parts -> new Passage(
                        parts[0],
                        Door.page(decoded(parts[1])),
                        Optional.of(parts[2]).filter(id -> !id.equals(NONE))));
    }

    private static Optional<String> decoded(String page) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(page), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Cookie cookie(String value, boolean encrypted) {
        return Cookie.of(NAME, value)
                .path(ProviderController.PATH)
                .httpOnly(true)
                .secure(encrypted)
                .sameSite(SameSite.Lax);
    }
}
