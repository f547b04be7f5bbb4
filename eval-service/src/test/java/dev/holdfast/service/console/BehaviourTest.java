package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import org.jsoup.Jsoup;
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
    void tellsWhatRunsTookAndWhatWasChangedAboutTheAgent() {
        try (var story = Story.certified("acme")) {
            var files = new TreeMap<>(story.desk().files());
            files.put("prompt.md", "Answer with JSON.");
            files.computeIfPresent(
                    "pact.yaml",
                    (_, yaml) -> yaml.replace("\nagent:", "\nagent:\n  prompt: prompt.md")
                            .replace("\nwatch:", "\nwatch:\n  spend: {per_month: 2 USD}"));
            story.publish(files);
            story.demand();
            var page = story.as(story.operator())
                    .get("/console/agents/" + story.agent())
                    .body();

            assertThat(page)
                    .containsPattern("<td class=\"number\" data-label=\"Replays\">260</td>")
                    .containsPattern("data-label=\"Half within\">[0-9]+ ms<")
                    .containsPattern("data-label=\"Cost\">0\\.[0-9]+ USD<")
                    .contains("another prompt than in the run before")
                    .doesNotContain("another model than in the run before");
            assertThat(Jsoup.parse(page).select(".expense").text()).matches("0\\.[0-9]+ USD of 2 USD");
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
