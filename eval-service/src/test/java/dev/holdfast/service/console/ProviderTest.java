package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Api;
import dev.holdfast.service.IdentityProvider;
import dev.holdfast.service.VouchedService;
import dev.holdfast.service.server.Server;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Browsers that sign in at an identity provider, and the provider.
final class ProviderTest {
    private static final String AWAY = "/console/provider/begin?from=/console/pacts";

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

    /// Keeps its cookies, and follows wherever it is led or only looks where it would be.
    private record Browser(HttpClient http) {
        static Browser following() {
            return of(HttpClient.Redirect.NORMAL);
        }

        static Browser of(HttpClient.Redirect redirects) {
            return new Browser(HttpClient.newBuilder()
                    .cookieHandler(new CookieManager())
                    .followRedirects(redirects)
                    .build());
        }

        HttpResponse<String> get(String path) throws Exception {
            return http.send(HttpRequest.newBuilder(service.uri().resolve(path)).build(), BodyHandlers.ofString());
        }
    }

    @Test
    void signInWhomTheProviderVouchesFor() throws Exception {
        provider.signsIn("ada-at-idp", UnaryOperator.identity());
        var browser = Browser.following();

        assertThat(browser.get("/console/pacts").body())
                .contains("href=\"/console/provider/begin?from=%2Fconsole%2Fpacts\"");
        var back = browser.get(AWAY);

        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        assertThat(back.body()).contains("0; url=/console/pacts");
        assertThat(browser.get("/console/pacts").body()).contains("ada").contains("form_token");
        assertThat(admin.get("/v1/audit?limit=500").body())
                .contains("console_session.opened")
                .contains("\"auth\" : \"oidc\"");
        assertThat(admin.get("/v1/tokens").body()).contains("signed in at " + provider.issuer());
    }

    @Test
    void signNobodyInWhoIsNoMember() throws Exception {
        provider.signsIn("eve-at-idp", UnaryOperator.identity());
        var browser = Browser.following();

        var back = browser.get(AWAY);

        assertThat(back.statusCode()).isEqualTo(401);
        assertThat(back.body()).contains("did not vouch for a member");
        assertThat(browser.get("/console/pacts").uri().getPath()).isEqualTo("/console/sign-in");
    }

    @Test
    void believeNoTokenThatWasMadeForAnotherSignInOrService() throws Exception {
        provider.signsIn("ada-at-idp", claims -> claims.claim("nonce", "another"));
        assertThat(Browser.following().get(AWAY).statusCode()).isEqualTo(401);

        provider.signsIn("ada-at-idp", claims -> claims.audience("holdfast"));
        assertThat(Browser.following().get(AWAY).statusCode()).isEqualTo(401);

        provider.signsIn("ada-at-idp", claims -> claims.issuer("http://127.0.0.1:1"));
        assertThat(Browser.following().get(AWAY).statusCode()).isEqualTo(401);
    }

    /// Nobody is signed in as somebody else by following a link.
    @Test
    void knowABrowserThatDidNotGoFromTheOneThatDid() throws Exception {
        provider.signsIn("ada-at-idp", UnaryOperator.identity());
        var went = Browser.of(HttpClient.Redirect.NEVER);
        var atProvider = went.get(AWAY).headers().firstValue("Location").orElseThrow();
        var link = went.get(atProvider).headers().firstValue("Location").orElseThrow();

        assertThat(Browser.of(HttpClient.Redirect.NEVER).get(link).statusCode()).isEqualTo(401);
        assertThat(went.get(link.replaceFirst("state=[0-9a-f]{4}", "state=0000"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void takeACodeOnce() throws Exception {
        provider.signsIn("ada-at-idp", UnaryOperator.identity());
        var browser = Browser.of(HttpClient.Redirect.NEVER);
        var went = browser.get(AWAY);
        var passage = went.headers().firstValue("Set-Cookie").orElseThrow();
        var link = browser.get(went.headers().firstValue("Location").orElseThrow())
                .headers()
                .firstValue("Location")
                .orElseThrow();

        assertThat(passage).containsIgnoringCase("HttpOnly").contains("SameSite=Lax", "Path=/console/provider");
        assertThat(browser.get(link).statusCode()).isEqualTo(200);
        var again = HttpRequest.newBuilder(URI.create(link))
                .header("Cookie", passage.substring(0, passage.indexOf(';')))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(again, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void leadBackToPagesOfOursOnly() throws Exception {
        provider.signsIn("ada-at-idp", UnaryOperator.identity());

        var back = Browser.following().get("/console/provider/begin?from=//evil.example");

        assertThat(back.body()).contains("0; url=/console/agents");
    }

    @Test
    void areNotOfferedItWhereNoProviderIsNamed() {
        assertThat(Visitor.stranger().get("/console/sign-in").body()).doesNotContain("provider");
        assertThat(Visitor.stranger().get("/console/provider/begin").statusCode())
                .isNotEqualTo(200);
    }
}
