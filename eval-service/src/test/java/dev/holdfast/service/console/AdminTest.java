package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Team;
import java.util.Map;
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
}
