package dev.holdfast.service.security;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.uri.UriBuilder;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Signs browsers in at the identity provider, by OpenID Connect's authorization code flow with PKCE. Everything that
/// must match when the browser is back is derived from one secret that only the browser keeps.
@Singleton
@Requires(beans = {OidcProvider.class, OidcSettings.Client.class})
public final class OidcSignIn {
    private static final Logger LOG = LoggerFactory.getLogger(OidcSignIn.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 512 * 1024;
    private static final int SECRET_BYTES = 32;

    private final OidcProvider provider;
    private final OidcSettings settings;
    private final OidcSettings.Client client;
    private final Subjects subjects;
    private final Sessions sessions;
    private final SecureRandom random = new SecureRandom();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    OidcSignIn(
            OidcProvider provider,
            OidcSettings settings,
            OidcSettings.Client client,
            Subjects subjects,
            Sessions sessions) {
        this.provider = provider;
        this.settings = settings;
        this.client = client;
        this.subjects = subjects;
        this.sessions = sessions;
    }

    /// A browser on its way.
    ///
    /// @param secret what its cookie holds until it is back
    /// @param to     where it goes
    public record Departure(String secret, URI to) {}

    /// A browser that is back.
    ///
    /// @param secret       that its cookie held
    /// @param to           where it was told to come back to
    /// @param organisation that is meant, where somebody is a member of several
    public record Arrival(String secret, URI to, String state, String code, Optional<String> organisation) {}

    /// Where a browser goes to sign in; absent while the provider cannot be asked.
    public Optional<Departure> begin(URI back) {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        var secret = HexFormat.of().formatHex(bytes);
        try {
            var to = UriBuilder.of(provider.places().authorization())
                    .queryParam("response_type", "code")
                    .queryParam("scope", "openid")
                    .queryParam("client_id", client.id())
                    .queryParam("redirect_uri", back)
                    .queryParam("state", derived(secret, "state"))
                    .queryParam("nonce", derived(secret, "nonce"))
                    .queryParam("code_challenge", challenge(secret))
                    .queryParam("code_challenge_method", "S256")
                    .build();
            return Optional.of(new Departure(secret, to));
        } catch (IOException e) {
            LOG.warn(
                    "the identity provider {} cannot be asked where to sign in: {}", settings.issuer(), e.getMessage());
            return Optional.empty();
        }
    }

    /// The session of whom the provider vouches for; absent where it does not, where the browser is not the one that
    /// went, and where no organisation has such a member.
    public Optional<Session> end(Arrival arrival) {
        if (!same(derived(arrival.secret(), "state"), arrival.state())) {
            return Optional.empty();
        }
        return exchange(arrival)
                .flatMap(token -> provider.believed(token, client.id()))
                .filter(claims -> isMeant(claims, arrival.secret()))
                .flatMap(claims -> subjects.member(claims.getSubject(), arrival.organisation()))
                .map(member -> sessions.open(member, settings.issuer().toString()));
    }

    private boolean isMeant(JWTClaimsSet claims, String secret) {
        var ours = claims.getAudience().size() == 1 || client.id().equals(claims.getClaim("azp"));
        return ours && same(derived(secret, "nonce"), String.valueOf(claims.getClaim("nonce")));
    }

    /// The ID token for the code that the browser brought.
    private Optional<String> exchange(Arrival arrival) {
        try {
            var answer = http.send(
                    request(arrival), BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MOST_BYTES));
            return answer.statusCode() == 200
                    ? Optional.of(
                            Json.tree("answer", answer.body()).path("id_token").asText())
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warn("the identity provider {} does not exchange a code: {}", settings.issuer(), e.getMessage());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpRequest request(Arrival arrival) throws IOException {
        var form = Map.of(
                "grant_type", "authorization_code",
                "code", arrival.code(),
                "redirect_uri", arrival.to().toString(),
                "client_id", client.id(),
                "code_verifier", derived(arrival.secret(), "verifier"));
        var request = HttpRequest.newBuilder(provider.places().token())
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form.entrySet().stream()
                        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                        .collect(Collectors.joining("&"))));
        client.secret().ifPresent(secret -> request.header("Authorization", basic(secret)));
        return request.build();
    }

    private String basic(String secret) {
        var pair = encoded(client.id()) + ":" + encoded(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String derived(String secret, String what) {
        return Digest.of(what + " of " + secret).hex();
    }

    /// RFC 7636, S256.
    private static String challenge(String secret) {
        var digest =
                HexFormat.of().parseHex(Digest.of(derived(secret, "verifier")).hex());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /// In constant time.
    private static boolean same(String wanted, String given) {
        return MessageDigest.isEqual(wanted.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
