package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Team;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

final class AdminTest {
    private final Team team = Team.found("acme");
    private final Visitor admin = Visitor.bearing(team.admin().token());

    @Test
    void showsTheLogAndVerifiesIt() {
        assertThat(admin.get("/console/admin").body())
                .contains("organisation.created")
                .contains("console_session.opened");
        assertThat(admin.get("/console/admin/verification").body())
                .containsPattern("Every one of the [0-9]+ events is in the tree");
    }

    @Test
    void showsNoLogAndNoTokensToWhoMayNotSeeThem() {
        var author = Visitor.bearing(team.author().token());

        assertThat(author.get("/console/admin").body())
                .doesNotContain("Audit log")
                .doesNotContain("Revoke");
        assertThat(author.get("/console/admin/verification").statusCode()).isEqualTo(403);
    }

    @Test
    void revokesATokenForAReasonThatTheLogKeeps() {
        var page = admin.get("/console/admin").body();
        var ci = Visitor.bearing(team.ci().token());
        var row = page.replaceAll("(?s).*the ci</bdi>.*?action=\"([^\"]*revoke)\".*", "$1");

        admin.submit(row, Map.of("reason", "it was in a screenshot"));

        assertThat(ci.get("/console/agents").statusCode()).isEqualTo(303);
        assertThat(admin.get("/console/admin").body()).contains("token.revoked").contains("it was in a screenshot");
    }

    @Test
    void showsWhatWasDue() {
        try (var story = Story.certified("acme")) {
            assertThat(Visitor.bearing(story.team().admin().token())
                            .get("/console/admin")
                            .body())
                    .contains("What was due in the last 30 days")
                    .contains("order-desk");
        }
    }

    @Test
    void givesAMemberOtherRolesForAReasonUnlessSomebodyElseDidMeanwhile() {
        var row = Jsoup.parse(admin.get("/console/admin").body()).select("#members tr").stream()
                .filter(each -> each.text().startsWith("the ci"))
                .findFirst()
                .orElseThrow();
        var path = row.select("form").attr("action");
        var version = row.select("[name=version]").attr("value");
        var fields = Map.of("role_viewer", "on", "version", version, "reason", "reads along");

        var changed = admin.submit(path, fields);
        var again = admin.submit(path, fields);

        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(303);
        assertThat(again.body()).contains("somebody has changed this member meanwhile");
        assertThat(Jsoup.parse(admin.get("/console/admin").body())
                        .select("#members")
                        .text())
                .contains("the ci viewer");
        assertThat(admin.get("/console/admin").body())
                .contains("member.changed")
                .contains("reads along");
    }

    @Test
    void showsCustomersHowAgentsAreWithoutAWordOfTheAgentsUntilThePageIsClosed() {
        try (var story = Story.drifted("acme")) {
            var owner = Visitor.bearing(story.team().admin().token());
            owner.submit("/console/status-pages", Map.of("title", "Acme’s agents"));
            var section = Jsoup.parse(owner.get("/console/admin").body()).select("#status");
            var address = section.select("h3 a").attr("href");

            var seen = Visitor.stranger().get(address);

            assertThat(seen.statusCode()).isEqualTo(200);
            assertThat(seen.headers().firstValue("X-Robots-Tag")).contains("noindex");
            assertThat(Jsoup.parse(seen.body()).text())
                    .contains("Acme’s agents")
                    .contains("order-desk drifting")
                    .contains("since")
                    .doesNotContain("correct")
                    .doesNotContain("points")
                    .doesNotContain("order-desk-1");
            assertThat(Visitor.stranger().get(address + "0").statusCode()).isEqualTo(404);

            var close = section.select("form[action$=close]").attr("action");
            owner.submit(close, Map.of("reason", "the contract is over"));

            assertThat(Visitor.stranger().get(address).statusCode()).isEqualTo(404);
            assertThat(owner.get("/console/admin").body())
                    .contains("status_page.created")
                    .contains("the contract is over");
        }
    }

    @Test
    void saysWhoIsToldAndWhatTheMonthHasCost() {
        try (var story = Story.certified("acme")) {
            var page = Jsoup.parse(Visitor.bearing(story.team().admin().token())
                    .get("/console/admin")
                    .body());

            assertThat(page.select("#routes tbody").text())
                    .contains("default everything whom the pact names again every 4 h");
            assertThat(page.select("#budgets tbody").text()).matches("order-desk support 0\\.[0-9]+ USD");
        }
    }
}
