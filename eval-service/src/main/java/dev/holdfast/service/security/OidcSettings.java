package dev.holdfast.service.security;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whose word is taken for who somebody is.
///
/// @param issuer   of ID tokens, whose keys are looked up at its `/.well-known/openid-configuration`
/// @param audience that a token must be meant for
/// @param client   what this service is to the provider, where browsers sign in there
public record OidcSettings(URI issuer, String audience, Optional<Client> client) {
    private static final String ISSUER = "HOLDFAST_OIDC_ISSUER";
    private static final String AUDIENCE = "HOLDFAST_OIDC_AUDIENCE";
    private static final String CLIENT_ID = "HOLDFAST_OIDC_CLIENT_ID";
    private static final String CLIENT_SECRET = "HOLDFAST_OIDC_CLIENT_SECRET";
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    public OidcSettings {
        var host = Optional.ofNullable(issuer.getHost()).orElse("");
        if (!"https".equals(issuer.getScheme()) && !("http".equals(issuer.getScheme()) && HERE.contains(host))) {
            throw new IllegalArgumentException(ISSUER + " is an address that begins with https://, not " + issuer);
        }
        if (audience.isBlank()) {
            throw new IllegalArgumentException(AUDIENCE + " is what tokens are meant for, and not empty");
        }
    }

    /// What this service is called at the provider, and how it shows that it is the one; absent where PKCE is enough.
    public record Client(String id, Optional<String> secret) {
        public Client {
            if (id.isBlank()) {
                throw new IllegalArgumentException(CLIENT_ID + " is what the provider calls this service, not empty");
            }
        }

        /// Not the secret.
        @Override
        public String toString() {
            return "client " + id;
        }
    }

    /// What the environment names, if it names one.
    ///
    /// @throws IllegalArgumentException for half of it, and for an issuer that anybody could pretend to be
    public static Optional<OidcSettings> of(Map<String, String> environment) {
        var issuer = Optional.ofNullable(environment.get(ISSUER));
        var audience = Optional.ofNullable(environment.get(AUDIENCE));
        var client = client(environment);
        if (issuer.isPresent() != audience.isPresent()) {
            throw new IllegalArgumentException(ISSUER + " and " + AUDIENCE + " are named together or not at all");
        }
        if (client.isPresent() && issuer.isEmpty()) {
            throw new IllegalArgumentException(CLIENT_ID + " is known to an issuer, so name " + ISSUER + " too");
        }
        return issuer.map(address -> new OidcSettings(URI.create(address), audience.orElseThrow(), client));
    }

    private static Optional<Client> client(Map<String, String> environment) {
        var secret = Optional.ofNullable(environment.get(CLIENT_SECRET));
        if (secret.isPresent() && !environment.containsKey(CLIENT_ID)) {
            throw new IllegalArgumentException(CLIENT_SECRET + " is of a client, so name " + CLIENT_ID + " too");
        }
        return Optional.ofNullable(environment.get(CLIENT_ID)).map(id -> new Client(id, secret));
    }
}
