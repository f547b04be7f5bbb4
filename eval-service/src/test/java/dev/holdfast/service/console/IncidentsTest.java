package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Team;
import java.util.Map;
import java.util.Set;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class IncidentsTest {
    private static final Story STORY = Story.drifted("acme");
    private static final String PATH = "/console/incidents/" + STORY.incident();

    private final Visitor operator = STORY.as(STORY.operator());

    @AfterAll
    static void close() {
        STORY.close();
    }

    @Test
    void answersWhatHowSureSinceWhenAndWhatChangedOnOnePage() {
        var page = operator.get(PATH).body();

        assertThat(page)
                .contains("correct max_drop")
                .contains("order-desk · scheduled")
                .containsPattern("−[0-9.]+ points")
                .contains("95 % interval")
                .contains("Most likely since")
                .contains("What changed?")
                .contains("replays got an answer, and nothing that measures is known to be in trouble")
                .contains("/console/evaluations/gate-")
                .contains("Take it on");
        assertThat(operator.get("/console/incidents").body()).contains(PATH).contains("1 open");
    }

    @Test
    void saysWhenEachThingHappened() {
        var lines = Jsoup.parse(operator.get(PATH).body()).select("section:has(#history-title) li");

        assertThat(lines.eachText()).anyMatch(line -> line.contains("action awaiting approval"));
        assertThat(lines).allMatch(line -> !line.select("time").attr("datetime").isEmpty());
    }

    @Test
    void isTakenOnAndEndedWithAReason() {
        try (var story = Story.drifted("acme")) {
            isTakenOnAndEndedWithAReason(story.as(story.operator()), "/console/incidents/" + story.incident());
        }
    }

    private static void isTakenOnAndEndedWithAReason(Visitor operator, String path) {
        var taken = operator.submit(path + "/decisions", Map.of("what", "acknowledge", "reason", "I am at it"));
        var again = operator.submit(path + "/decisions", Map.of("what", "acknowledge", "reason", "me too"));
        operator.submit(path + "/decisions", Map.of("what", "accept", "reason", "the new policy is 14 days"));

        assertThat(taken.statusCode()).isEqualTo(303);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(again.body()).contains("somebody has taken it on");
        assertThat(operator.get(path).body())
                .contains("Over.")
                .contains("the new policy is 14 days")
                .contains("I am at it")
                .doesNotContain("What you can do");
    }

    @Test
    void wantsAReason() {
        var refused = operator.submit(PATH + "/decisions", Map.of("what", "close", "reason", " "));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("say why");
    }

    @Test
    void isSilencedForAWhile() {
        operator.submit(PATH + "/silences", Map.of("hours", "8", "reason", "known since noon"));

        assertThat(STORY.operator().get("/v1/silences").body())
                .contains("known since noon")
                .contains("correct max_drop");

        var silenced = Jsoup.parse(operator.get(PATH).body()).select(".notice:contains(known since noon)");
        var ended = operator.submit(
                silenced.select("form").attr("action"),
                Map.of("incident", silenced.select("[name=incident]").attr("value"), "reason", "it was mended"));

        assertThat(ended.headers().firstValue("Location")).contains(PATH);
        assertThat(operator.get(PATH).body()).doesNotContain("known since noon");
        assertThat(STORY.team().admin().get("/v1/audit?limit=1000").body()).contains("it was mended");
    }

    @Test
    void runsAHookOfTheOrganisation() {
        try (var story = Story.drifted("acme", Set.of("clear-cache"))) {
            var operator = story.as(story.operator());
            var path = "/console/incidents/" + story.incident();

            assertThat(operator.get(path).body()).contains("Run a hook").contains("<option value=\"clear-cache\"");
            assertThat(operator.get(path + "/prospect?kind=remediate&name=clear-cache")
                            .body())
                    .contains("Run the hook clear-cache")
                    .contains("Run it");
        }
    }

    @Test
    void letsAReaderDoNothing() {
        var viewer = Visitor.bearing(Team.member(STORY.team().admin(), "viewer").token());

        assertThat(viewer.get(PATH).body()).contains("may only read").doesNotContain("Take it on");
        assertThat(viewer.submit(PATH + "/decisions", Map.of("what", "close", "reason", "x"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void saysWhatGoingBackWouldDo() {
        var prospect = operator.get(PATH + "/prospect?kind=rollback").body();

        assertThat(prospect)
                .contains("Go back to order-desk-1-2026-05-13")
                .contains("the model from order-desk-1 to order-desk-1-2026-05-13")
                .contains("class=\"holds\"")
                .contains("Roll back");
    }

    @Test
    void goesBackOnceAPersonSaysSo() {
        try (var story = Story.drifted("acme")) {
            var operator = story.as(story.operator());
            var path = "/console/incidents/" + story.incident();
            var page = operator.get(path).body();

            var done = page.contains("name=\"digest\"")
                    ? operator.submit(
                            path + "/approvals",
                            Map.of(
                                    "action",
                                    hidden(page, "action"),
                                    "digest",
                                    hidden(page, "digest"),
                                    "word",
                                    "approve",
                                    "reason",
                                    "customers complain"))
                    : operator.submit(path + "/actions", Map.of("kind", "rollback", "reason", "customers complain"));

            assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
            assertThat(operator.get(path).body())
                    .contains("Go back to what was certified: order-desk-1-2026-05-13")
                    .contains("executed");
            assertThat(story.desk().actuator().read()).asString().contains("order-desk-1-2026-05-13");
        }
    }

    private static String hidden(String page, String name) {
        return page.replaceAll("(?s).*name=\"" + name + "\" value=\"([^\"]*)\".*", "$1");
    }
}
