package dev.holdfast.service.server;

import dev.holdfast.service.security.OidcSettings;
import dev.holdfast.service.trace.TraceSettings;
import java.util.Map;
import java.util.Optional;

/// What others run, and this service works with where it is named.
///
/// @param oidc   an identity provider, which says who somebody is
/// @param traces a collector of spans
public record Neighbours(Optional<OidcSettings> oidc, Optional<TraceSettings> traces) {
    /// Nobody.
    public static final Neighbours NONE = new Neighbours(Optional.empty(), Optional.empty());

    /// Those that the environment names.
    ///
    /// @throws IllegalArgumentException for names that make no sense
    public static Neighbours of(Map<String, String> environment) {
        return new Neighbours(OidcSettings.of(environment), TraceSettings.of(environment));
    }
}
