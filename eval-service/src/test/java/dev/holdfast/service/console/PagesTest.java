package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Route;
import dev.holdfast.service.Team;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What holds for every page and every form, whoever adds one.
final class PagesTest {
    private static final List<String> FOR_ANYBODY =
            List.of("/console/sign-in", "/console/assets/{name}", "/console/status/{address}");

    private final Team team = Team.found("acme");
    private final Visitor admin = Visitor.bearing(team.admin().token());
    private final List<Route> pages = Route.ofConsole();

    @Test
    void asksEverybodyWhoTheyAre() {
        var open = pages.stream()
                .filter(route -> !FOR_ANYBODY.contains(route.path()))
                .filter(route -> answered(Visitor.stranger(), route).statusCode() != 303)
                .toList();

        assertThat(pages).hasSizeGreaterThan(3);
        assertThat(open).isEmpty();
    }

    @Test
    void takesNoFormThatWasNotMadeForTheSession() {
        var taken = pages.stream()
                .filter(route -> route.method().equals("POST") && !FOR_ANYBODY.contains(route.path()))
                .filter(route -> !answered(admin, route).body().contains("not made for your session"))
                .toList();

        assertThat(taken).isEmpty();
    }

    @Test
    void takesNoFormFromAnotherSite() {
        for (var origin : List.of("https://evil.example", "null", "")) {
            var request =
                    admin.request("/console/sign-out").POST(Visitor.body(Map.of("form_token", admin.formToken())));
            var answer = admin.send(origin.isEmpty() ? request : request.header("Origin", origin));

            assertThat(answer.statusCode()).isEqualTo(403);
        }
        assertThat(admin.get("/console/agents").statusCode()).isEqualTo(200);
    }

    @Test
    void letsABrowserRunAndLoadNothingThatIsNotOurs() {
        var page = admin.get("/console/agents");

        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.body())
                .doesNotContainPattern("<script(?! src=)")
                .doesNotContain(" style=")
                .doesNotContain(" on");
    }

    @Test
    void tellsOfAPageThatIsNotThereAsAPage() {
        var missing = admin.get("/console/assets/none.css");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("there is no asset none.css").contains("<!DOCTYPE html>");
    }

    private static HttpResponse<String> answered(Visitor visitor, Route route) {
        var path = route.path().replaceAll("\\{[^}]*}", "00000000-0000-7000-8000-000000000000");
        return route.method().equals("GET") ? visitor.get(path) : visitor.post(path, Map.of("reason", "x"));
    }
}
