package dev.holdfast.service;

import com.nimbusds.jose.JOSEException;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.security.OidcSettings;
import dev.holdfast.service.server.Neighbours;
import dev.holdfast.service.server.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// A service that believes an identity provider, the provider, and ada, who is known to both and may read.
///
/// @param admin who was there first, and is not known to the provider
public record VouchedService(IdentityProvider provider, Server service, Api admin) implements AutoCloseable {
    private static final String AUDIENCE = "holdfast";

    /// Starts both.
    ///
    /// @param folder for the data of the service
    public static VouchedService start(Path folder) throws IOException, JOSEException {
        var provider = IdentityProvider.start(AUDIENCE);
        var settings = TestService.settings(folder.resolve("data"));
        var client = new OidcSettings.Client(IdentityProvider.CLIENT, Optional.of(IdentityProvider.CLIENT_SECRET));
        var oidc = new OidcSettings(URI.create(provider.issuer()), AUDIENCE, Optional.of(client));
        var service =
                Server.start(settings, InstantSource.system(), new Neighbours(Optional.of(oidc), Optional.empty()));
        var admin = new Api(service.uri(), service.firstToken().orElseThrow());
        admin.post(
                "/v1/members",
                Json.line(Map.of("name", "ada", "subject", "ada-at-idp", "roles", new String[] {"viewer"})));
        return new VouchedService(provider, service, admin);
    }

    @Override
    public void close() {
        service.close();
        provider.close();
    }
}
