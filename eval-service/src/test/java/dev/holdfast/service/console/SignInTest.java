package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Team;
import dev.holdfast.service.TestService;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignInTest {
    private final Team team = Team.found("acme");

    @Test
    void leadsAStrangerToTheDoorAndBackToThePage() {
        var refused = Visitor.stranger().get("/console/agents?open=1");
        var door = refused.headers().firstValue("Location").orElse("");

        assertThat(refused.statusCode()).isEqualTo(303);
        assertThat(door).isEqualTo("/console/sign-in?from=%2Fconsole%2Fagents%3Fopen%3D1");
        assertThat(Visitor.stranger().get(door).body()).contains("value=\"/console/agents?open=1\"");
    }

    @Test
    void exchangesATokenForACookieThatNoScriptSees() {
        var answer = Visitor.stranger()
                .post("/console/sign-in", Map.of("token", team.admin().token(), "from", "/console/pacts"));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/console/pacts");
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .containsIgnoringCase("HttpOnly")
                .contains("SameSite=Strict")
                .contains("Path=/console")
                .doesNotContain(team.admin().token());
    }

    @Test
    void leadsNowhereElse() {
        for (var from : new String[] {"//evil.example", "https://evil.example", "/console//evil.example", "/v1/me"}) {
            var answer = Visitor.stranger()
                    .post("/console/sign-in", Map.of("token", team.admin().token(), "from", from));

            assertThat(answer.headers().firstValue("Location")).contains("/console/agents");
        }
    }

    @Test
    void refusesATokenThatIsNotGood() {
        var answer = Visitor.stranger().post("/console/sign-in", Map.of("token", "hf_nonsense"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("not good here");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void opensTheConsoleAndNotTheApi() {
        var visitor = Visitor.bearing(team.admin().token());

        assertThat(visitor.get("/console/agents").statusCode()).isEqualTo(200);
        assertThat(visitor.get("/v1/me").statusCode()).isEqualTo(401);
    }

    @Test
    void losesWhatTheTokenLoses() {
        var issued = team.admin()
                .post(
                        "/v1/tokens",
                        Json.line(Map.of("member", team.admin().get("/v1/me").text("member"), "name", "short")));
        var visitor = Visitor.bearing(issued.text("secret"));
        assertThat(visitor.get("/console/agents").statusCode()).isEqualTo(200);

        team.admin().delete("/v1/tokens/" + issued.json().at("/token/id").asText());

        assertThat(visitor.get("/console/agents").statusCode()).isEqualTo(303);
    }

    @Test
    void isOverAfterSigningOut() {
        var visitor = Visitor.bearing(team.admin().token());

        var out = visitor.submit("/console/sign-out", Map.of());

        assertThat(out.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
        assertThat(visitor.get("/console/agents").statusCode()).isEqualTo(303);
    }

    @Test
    void standsInTheAuditLog() {
        Visitor.bearing(team.admin().token()).submit("/console/sign-out", Map.of());

        assertThat(team.admin().get("/v1/audit").body())
                .contains("console_session.opened")
                .contains("console_session.closed");
    }

    @Test
    void leadsFromTheServicesAddressToItsFirstPage() {
        assertThat(Visitor.stranger().get("/").headers().firstValue("Location")).contains("/console/agents");
        assertThat(Visitor.stranger().get("/incidents/inc_1").headers().firstValue("Location"))
                .contains("/console/incidents/inc_1");
    }

    @Test
    void showsWhoMayNotReadAPageInsteadOfOne() {
        Api ci = team.ci();

        var page = Visitor.bearing(ci.token()).get("/console/agents");

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(TestService.bearing(ci.token()).get("/v1/me").status()).isEqualTo(200);
    }
}
