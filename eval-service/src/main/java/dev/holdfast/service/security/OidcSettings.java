package dev.holdfast.service.security;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Whose word is taken for who somebody is.
///
/// @param issuer   of ID tokens, whose keys are looked up at its `/.well-known/openid-configuration`
/// @param audience that a token must be meant for
public record OidcSettings(URI issuer, String audience) {
    private static final String ISSUER = "HOLDFAST_OIDC_ISSUER";
    private static final String AUDIENCE = "HOLDFAST_OIDC_AUDIENCE";
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

    /// What the environment names, if it names one.
    ///
    /// @throws IllegalArgumentException for half of it, and for an issuer that anybody could pretend to be
    public static Optional<OidcSettings> of(Map<String, String> environment) {
        var issuer = Optional.ofNullable(environment.get(ISSUER));
        var audience = Optional.ofNullable(environment.get(AUDIENCE));
        if (issuer.isPresent() != audience.isPresent()) {
            throw new IllegalArgumentException(ISSUER + " and " + AUDIENCE + " are named together or not at all");
        }
        return issuer.map(address -> new OidcSettings(URI.create(address), audience.orElseThrow()));
    }
}
