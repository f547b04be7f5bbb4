package dev.holdfast.service.security;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/// Lets the bearers of tokens in; looking a token up waits for the database, so it is done off the event loop.
@Singleton
final class BearerTokens implements TokenValidator<HttpRequest<?>> {
    static final String PRINCIPAL = "holdfast.principal";

    private final ServiceTokens tokens;
    private final TokenRates rates;
    private final ExecutorService blocking;

    BearerTokens(ServiceTokens tokens, TokenRates rates, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.tokens = tokens;
        this.rates = rates;
        this.blocking = blocking;
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        return Publishers.fromCompletableFuture(() -> CompletableFuture.supplyAsync(
                () -> tokens.bearer(token).map(this::counted).orElse(null), blocking));
    }

    private Authentication counted(Principal principal) {
        rates.take(principal.token());
        return authentication(principal);
    }

    static Authentication authentication(Principal principal) {
        return Authentication.build(principal.name(), principal.scopes(), Map.of(PRINCIPAL, principal));
    }
}
