package dev.holdfast.service.security;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;

/// Lets browsers in that are signed in, to the console and to nothing else: a cookie, which a browser sends by itself,
/// never opens the API.
@Singleton
public final class SessionCookies implements AuthenticationFetcher<HttpRequest<?>> {
    /// Everything below it is for browsers.
    public static final String CONSOLE = "/console";

    static final String SESSION = "holdfast.session";
    private static final String NAME = "holdfast-session";

    private final Sessions sessions;
    private final TokenRates rates;
    private final ExecutorService blocking;

    SessionCookies(Sessions sessions, TokenRates rates, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.sessions = sessions;
        this.rates = rates;
        this.blocking = blocking;
    }

    /// The cookie that keeps a browser signed in: no script sees it, and no other site makes it be sent.
    ///
    /// @param encrypted whether the browser came over TLS, and so is never to send it otherwise
    public static Cookie of(Session session, boolean encrypted) {
        return cookie(session.secret(), encrypted).maxAge(Sessions.LIFE);
    }

    /// The cookie that makes a browser forget.
    public static Cookie forgotten(boolean encrypted) {
        return cookie("", encrypted).maxAge(0);
    }

    private static Cookie cookie(String value, boolean encrypted) {
        return Cookie.of(NAME, value)
                .path(CONSOLE)
                .httpOnly(true)
                .secure(encrypted)
                .sameSite(io.micronaut.http.cookie.SameSite.Strict);
    }

    @Override
    public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
        var secret = request.getPath().startsWith(CONSOLE + "/")
                ? request.getCookies().findCookie(NAME).map(Cookie::getValue)
                : Optional.<String>empty();
        return secret.isEmpty()
                ? Publishers.empty()
                : Publishers.fromCompletableFuture(() -> CompletableFuture.supplyAsync(
                        () -> sessions.find(secret.get()).map(this::counted).orElse(null), blocking));
    }

    private Authentication counted(Session session) {
        var principal = session.principal();
        rates.take(principal.token());
        return Authentication.build(
                principal.name(), principal.scopes(), Map.of(BearerTokens.PRINCIPAL, principal, SESSION, session));
    }
}
