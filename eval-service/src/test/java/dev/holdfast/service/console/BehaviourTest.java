package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BehaviourTest {
    @Test
    void showsEveryPromiseRunByRunAndWhenTheChangeCame() {
        try (var story = Story.drifted("acme")) {
            var page = story.as(story.operator())
                    .get("/console/agents/" + story.agent())
                    .body();

            assertThat(page)
                    .contains("correct falls by at most 5 points")
                    .containsPattern("aria-label=\"correct falls by at most 5 points: 3 runs, the newest at [0-9.]+ %, "
                            + "certified at [0-9.]+ %, limit [0-9.]+ %\"")
                    .contains("The change came most likely with the run of")
                    .contains("Slices")
                    .contains("incident opened")
                    .contains("baseline")
                    .contains("version");
        }
    }

    @Test
    void looksUpWhatRunsTookWhileThePageIsRead() {
        try (var story = Story.certified("acme")) {
            var visitor = story.as(story.operator());
            var page = visitor.get("/console/agents/" + story.agent()).body();
            var part = "/console/agents/" + story.agent() + "/taken/" + story.pact();

            assertThat(page).contains("hx-get=\"" + part + "\"");
            assertThat(visitor.get(part).body()).contains(">260<").containsPattern("[0-9]+ ms");
        }
    }

    @Test
    void goesBackInTimePageByPage() {
        try (var story = Story.certified("acme")) {
            var visitor = story.as(story.operator());
            for (var i = 0; i < 12; i++) {
                story.demand();
            }
            var page = visitor.get("/console/agents/" + story.agent()).body();
            var older = page.replaceAll("(?s).*hx-get=\"([^\"]*timeline[^\"]*)\".*", "$1");

            assertThat(page).doesNotContain(">version 1<");
            assertThat(visitor.get(older).body()).contains(">version 1<");
        }
    }

    @Test
    void isMissingForAnotherOrganisation() {
        try (var story = Story.certified("acme")) {
            var stranger = Visitor.bearing(
                    dev.holdfast.service.TestService.admin("strangers").token());

            assertThat(stranger.get("/console/agents/" + story.agent()).statusCode())
                    .isEqualTo(404);
        }
    }
}
