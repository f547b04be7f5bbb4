package dev.holdfast.service.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Api;
import dev.holdfast.service.TestService;
import org.junit.jupiter.api.Test;

final class TokenControllerTest {
    private final Api admin = TestService.admin("acme");

    private Api member(String role, String more) {
        var member = admin.post("/v1/members", "{\"name\": \"a %s\", \"roles\": [\"%s\"]}".formatted(role, role));
        var issued = admin.post(
                "/v1/tokens", "{\"member\": \"%s\", \"name\": \"test\"%s}".formatted(member.text("id"), more));
        assertThat(issued.status()).as(issued.body()).isEqualTo(201);
        return TestService.bearing(issued.text("secret"));
    }

    @Test
    void letsAMemberDoWhatItsRoleMay() {
        var viewer = member("viewer", "");

        assertThat(viewer.get("/v1/projects").status()).isEqualTo(200);
        assertThat(viewer.post("/v1/projects", "{\"name\": \"x\"}").status()).isEqualTo(403);
        assertThat(viewer.get("/v1/tokens").status()).isEqualTo(403);
    }

    @Test
    void narrowsATokenToItsScopes() {
        var narrowed = member("admin", ", \"scopes\": [\"gate:evaluate\"]");

        assertThat(narrowed.get("/v1/projects").status()).isEqualTo(403);
        assertThat(narrowed.get("/v1/me").json().path("scopes")).hasSize(1);
    }

    @Test
    void cannotWidenATokenBeyondItsRole() {
        var viewer = member("viewer", ", \"scopes\": [\"content:read\", \"token:write\"]");

        assertThat(viewer.get("/v1/tokens").status()).isEqualTo(403);
        assertThat(viewer.get("/v1/projects").status()).isEqualTo(200);
    }

    @Test
    void refusesARevokedToken() {
        var viewer = member("viewer", "");
        var id = viewer.get("/v1/me").text("token");

        assertThat(admin.delete("/v1/tokens/" + id).status()).isEqualTo(204);

        assertThat(viewer.get("/v1/projects").status()).isEqualTo(401);
    }

    @Test
    void refusesAnExpiredToken() {
        var expired = member("viewer", ", \"expiresAt\": \"2020-01-01T00:00:00Z\"");

        assertThat(expired.get("/v1/projects").status()).isEqualTo(401);
    }

    @Test
    void neverTellsADigest() {
        assertThat(admin.get("/v1/tokens").body()).contains("lastUsedAt").doesNotContain("sha256");
    }

    @Test
    void refusesARoleThatDoesNotExist() {
        var refused = admin.post("/v1/members", "{\"name\": \"x\", \"roles\": [\"adnim\"]}");

        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
        assertThat(refused.body()).contains("did you mean \\\"admin\\\"?");
    }

    @Test
    void givesNobodyThePlatform() {
        assertThat(admin.post("/v1/members", "{\"name\": \"x\", \"roles\": [\"platform\"]}")
                        .status())
                .isEqualTo(403);
        assertThat(admin.post("/v1/organisations", "{\"name\": \"x\"}").status())
                .isEqualTo(403);
    }
}
