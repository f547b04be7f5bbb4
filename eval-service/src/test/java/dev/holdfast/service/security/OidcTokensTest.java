package dev.holdfast.service.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.IdentityProvider;
import dev.holdfast.service.VouchedService;
import dev.holdfast.service.server.Server;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A service that believes an identity provider, and the provider.
final class OidcTokensTest {
    @TempDir
    private static Path folder;

    private static VouchedService vouched;
    private static IdentityProvider provider;
    private static Server service;
    private static Api admin;

    @BeforeAll
    static void start() throws Exception {
        vouched = VouchedService.start(folder);
        provider = vouched.provider();
        service = vouched.service();
        admin = vouched.admin();
    }

    @AfterAll
    static void stop() {
        vouched.close();
    }

    @Test
    void letsInWhomTheProviderVouchesFor() throws Exception {
        var ada = bearing(provider.sign(provider.claims("ada-at-idp").build()));

        assertThat(ada.get("/v1/me").text("name")).isEqualTo("ada");
        assertThat(ada.get("/v1/projects").status()).isEqualTo(200);
        assertThat(ada.post("/v1/projects", "{\"name\": \"p\"}").status())
                .as("what the member may not do, its token may not")
                .isEqualTo(403);
    }

    @Test
    void letsNobodyInWhoIsNoMember() throws Exception {
        assertThat(me(provider.sign(provider.claims("eve-at-idp").build()))).isEqualTo(401);
    }

    @Test
    void believesNoTokenThatIsOldOrMeantForOthersOrOfOthers() throws Exception {
        var now = Instant.now();

        assertThat(me(provider.sign(provider.claims("ada-at-idp")
                        .expirationTime(Date.from(now.minus(Duration.ofMinutes(5))))
                        .build())))
                .as("expired")
                .isEqualTo(401);
        assertThat(me(provider.sign(
                        provider.claims("ada-at-idp").audience("another").build())))
                .as("for another")
                .isEqualTo(401);
        assertThat(me(provider.sign(provider.claims("ada-at-idp")
                        .issuer("http://127.0.0.1:1")
                        .build())))
                .as("of another issuer")
                .isEqualTo(401);
        assertThat(me(provider.sign(
                        provider.claims("ada-at-idp").expirationTime(null).build())))
                .as("for ever")
                .isEqualTo(401);
    }

    @Test
    void believesNoTokenThatTheProviderDidNotSign() throws Exception {
        var claims = provider.claims("ada-at-idp").build();
        var stranger = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims);
        stranger.sign(new RSASSASigner(new RSAKeyGenerator(2048).keyID("k1").generate()));
        var shared = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims);
        shared.sign(new MACSigner(
                provider.key().toPublicJWK().toRSAKey().toPublicKey().getEncoded()));

        assertThat(me(stranger.serialize())).isEqualTo(401);
        assertThat(me(new PlainJWT(claims).serialize())).as("unsigned").isEqualTo(401);
        assertThat(me(shared.serialize()))
                .as("signed with the public key as if it were a secret")
                .isEqualTo(401);
        assertThat(me("a.b.c")).isEqualTo(401);
    }

    @Test
    void saysInTheAuditLogHowItKnows() throws Exception {
        admin.post(
                "/v1/members",
                Json.line(Map.of("name", "bob", "subject", "bob-at-idp", "roles", new String[] {"admin"})));
        bearing(provider.sign(provider.claims("bob-at-idp").build())).post("/v1/projects", "{\"name\": \"of bob\"}");

        assertThat(admin.get("/v1/audit?limit=1000").body()).contains("\"auth\" : \"oidc\"");
    }

    @Test
    void wantsAnIssuerThatNobodyCanPretendToBe() {
        assertThatThrownBy(() -> OidcSettings.of(
                        Map.of("HOLDFAST_OIDC_ISSUER", "http://idp.example.com", "HOLDFAST_OIDC_AUDIENCE", "a")))
                .hasMessageContaining("https://");
        assertThatThrownBy(() -> OidcSettings.of(Map.of("HOLDFAST_OIDC_ISSUER", "https://idp.example.com")))
                .hasMessageContaining("together");
        assertThatThrownBy(() -> OidcSettings.of(Map.of("HOLDFAST_OIDC_CLIENT_SECRET", "s")))
                .hasMessageContaining("HOLDFAST_OIDC_CLIENT_ID");
        assertThatThrownBy(() -> OidcSettings.of(Map.of("HOLDFAST_OIDC_CLIENT_ID", "holdfast")))
                .hasMessageContaining("HOLDFAST_OIDC_ISSUER");
    }

    private static int me(String token) {
        return bearing(token).get("/v1/me").status();
    }

    private static Api bearing(String token) {
        return new Api(service.uri(), token);
    }
}
