package dev.holdfast.service.security;

import com.nimbusds.jwt.JWTClaimsSet;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/// Lets in who bears an ID token of the identity provider, if some organisation has a member of that subject.
@Singleton
@Requires(beans = OidcProvider.class)
final class OidcTokens implements TokenValidator<HttpRequest<?>> {
    /// Which organisation somebody means who is a member of several.
    static final String ORGANISATION = "X-Holdfast-Organisation";

    private final OidcProvider provider;
    private final String audience;
    private final Subjects subjects;
    private final TokenRates rates;
    private final ExecutorService blocking;

    OidcTokens(
            OidcProvider provider,
            OidcSettings settings,
            Subjects subjects,
            TokenRates rates,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.provider = provider;
        this.audience = settings.audience();
        this.subjects = subjects;
        this.rates = rates;
        this.blocking = blocking;
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        if (token.chars().filter(c -> c == '.').count() != 2) {
            return Publishers.empty();
        }
        var meant = Optional.ofNullable(request)
                .flatMap(asked -> Optional.ofNullable(asked.getHeaders().get(ORGANISATION)));
        return Publishers.fromCompletableFuture(() -> CompletableFuture.supplyAsync(
                () -> provider.believed(token, audience)
                        .map(JWTClaimsSet::getSubject)
                        .flatMap(subject -> subjects.member(subject, meant))
                        .map(this::counted)
                        .orElse(null),
                blocking));
    }

    private Authentication counted(Principal principal) {
        rates.take(principal.token());
        return BearerTokens.authentication(principal);
    }
}
