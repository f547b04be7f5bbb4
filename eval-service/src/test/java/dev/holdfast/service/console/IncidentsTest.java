package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Team;
import java.util.Map;
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
                .contains("replays got an answer, and no judge, control or part of Holdfast is in trouble")
                .contains("/console/evaluations/gate-")
                .contains("Take it on");
        assertThat(operator.get("/console/incidents").body()).contains(PATH).contains("1 open");
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
    }

    @Test
    void letsAReaderDoNothing() {
        var viewer = Visitor.bearing(Team.member(STORY.team().admin(), "viewer").token());

        assertThat(viewer.get(PATH).body()).contains("may only read").doesNotContain("Take it on");
        assertThat(viewer.submit(PATH + "/decisions", Map.of("what", "close", "reason", "x"))
                        .statusCode())
                .isEqualTo(403);
    }
}
