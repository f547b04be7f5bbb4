package dev.holdfast.service.security;

import com.fasterxml.jackson.databind.JsonNode;
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
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The identity provider: where it says that it is asked, and whether a token is one of its own.
@Singleton
@Requires(beans = OidcSettings.class)
final class OidcProvider {
    private static final Logger LOG = LoggerFactory.getLogger(OidcProvider.class);
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
    private final InstantSource clock;
    private final DefaultResourceRetriever http =
            new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, MOST_BYTES);
    private final AtomicReference<@Nullable Known> known = new AtomicReference<>();

    OidcProvider(OidcSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /// Where a browser is sent to sign in, and where what it brings back is exchanged.
    record Places(URI authorization, URI token) {}

    private record Known(DefaultJWTProcessor<SecurityContext> processor, Places places) {}

    Places places() throws IOException {
        return known().places();
    }

    /// What a token says that the provider signed for this audience; absent for any other, without saying why to
    /// whoever bears it.
    Optional<JWTClaimsSet> believed(String token, String audience) {
        try {
            return Optional.of(known().processor().process(token, null))
                    .filter(claims -> claims.getAudience().contains(audience));
        } catch (BadJOSEException | ParseException e) {
            return Optional.empty();
        } catch (JOSEException | IOException e) {
            LOG.warn("the identity provider {} cannot be asked for its keys: {}", settings.issuer(), e.getMessage());
            return Optional.empty();
        }
    }

    private Known known() throws IOException {
        var there = known.get();
        if (there != null) {
            return there;
        }
        var document = configuration();
        var processor = new DefaultJWTProcessor<SecurityContext>();
        var keys = JWKSourceBuilder.create(place(document, "jwks_uri").toURL(), http)
                .retrying(true)
                .build();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(SIGNED, keys));
        processor.setJWTClaimsSetVerifier(new Verifier(settings, clock));
        var made = new Known(
                processor, new Places(place(document, "authorization_endpoint"), place(document, "token_endpoint")));
        known.set(made);
        return made;
    }

    private JsonNode configuration() throws IOException {
        var address = settings.issuer().toString().replaceFirst("/$", "") + "/.well-known/openid-configuration";
        var document = Json.tree(
                "configuration",
                http.retrieveResource(URI.create(address).toURL()).getContent());
        if (!document.path("issuer").asText().equals(settings.issuer().toString())) {
            throw new IOException("it calls itself " + document.path("issuer").asText());
        }
        return document;
    }

    private static URI place(JsonNode document, String name) {
        return URI.create(document.path(name).asText());
    }

    /// Issuer and times, by the service's own clock.
    private static final class Verifier extends DefaultJWTClaimsVerifier<SecurityContext> {
        private final InstantSource clock;

        Verifier(OidcSettings settings, InstantSource clock) {
            super(
                    new JWTClaimsSet.Builder()
                            .issuer(settings.issuer().toString())
                            .build(),
                    Set.of("sub", "exp", "aud"));
            this.clock = clock;
        }

        @Override
        protected Date currentTime() {
            return Date.from(clock.instant());
        }
    }
}
