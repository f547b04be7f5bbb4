package dev.holdfast.service.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.holdfast.schema.json.Json;
import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets in who bears an ID token of the identity provider, if some organisation has a member of that subject.
@Singleton
@Requires(beans = OidcSettings.class)
final class OidcTokens implements TokenValidator<HttpRequest<?>> {
    /// Which organisation somebody means who is a member of several.
    static final String ORGANISATION = "X-Holdfast-Organisation";

    private static final Logger LOG = LoggerFactory.getLogger(OidcTokens.class);
    private static final int PATIENCE_MILLIS = 3_000;
    private static final int MOST_BYTES = 512 * 1024;

    /// Nothing that a secret shared with the provider would sign, and nothing unsigned.
    private static final Set<JWSAlgorithm> SIGNED = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);

    private final OidcSettings settings;
    private final Subjects subjects;
    private final TokenRates rates;
    private final InstantSource clock;
    private final ExecutorService blocking;
    private final DefaultResourceRetriever http =
            new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_BYTES);
    private final AtomicReference<@Nullable DefaultJWTProcessor<SecurityContext>> known = new AtomicReference<>();

    OidcTokens(
            OidcSettings settings,
            Subjects subjects,
            TokenRates rates,
            InstantSource clock,
            @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
        this.settings = settings;
        this.subjects = subjects;
        this.rates = rates;
        this.clock = clock;
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
                () -> subject(token)
                        .flatMap(subject -> subjects.member(subject, meant))
                        .map(this::counted)
                        .orElse(null),
                blocking));
    }

    private Authentication counted(Principal principal) {
        rates.take(principal.token());
        return BearerTokens.authentication(principal);
    }

    /// Whom the provider vouches for; absent for any token that is not good, without saying why to whoever bears it.
    private Optional<String> subject(String token) {
        try {
            return Optional.of(processor().process(token, null).getSubject());
        } catch (BadJOSEException | ParseException e) {
            return Optional.empty();
        } catch (JOSEException | IOException e) {
            LOG.warn("the identity provider {} cannot be asked for its keys: {}", settings.issuer(), e.getMessage());
            return Optional.empty();
        }
    }

    private DefaultJWTProcessor<SecurityContext> processor() throws IOException {
        var there = known.get();
        if (there != null) {
            return there;
        }
        var made = new DefaultJWTProcessor<SecurityContext>();
        var keys = JWKSourceBuilder.create(keys().toURL(), http).retrying(true).build();
        made.setJWSKeySelector(new JWSVerificationKeySelector<>(SIGNED, keys));
        made.setJWTClaimsSetVerifier(new Verifier(settings, clock));
        known.set(made);
        return made;
    }

    /// Where the issuer says that its keys are.
    private URI keys() throws IOException {
        var address = settings.issuer().toString().replaceFirst("/$", "") + "/.well-known/openid-configuration";
        var document = Json.tree(
                "configuration",
                http.retrieveResource(URI.create(address).toURL()).getContent());
        if (!document.path("issuer").asText().equals(settings.issuer().toString())) {
            throw new IOException("it calls itself " + document.path("issuer").asText());
        }
        return URI.create(document.path("jwks_uri").asText());
    }

    /// Issuer, audience and times, by the service's own clock.
    private static final class Verifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        Verifier(OidcSettings settings, InstantSource clock) {
            super(
                    settings.audience(),
                    new JWTClaimsSet.Builder()
                            .issuer(settings.issuer().toString())
                            .build(),
                    Set.of("sub", "exp"));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
