package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.Api;
import dev.holdfast.service.Team;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class RunsTest {
    private static final Story STORY = Story.drifted("acme");
    private static final String RUN = STORY.demand().path("run").asText();

    private final Visitor operator = STORY.as(STORY.operator());

    @AfterAll
    static void close() {
        STORY.close();
    }

    @Test
    void saysWhatARunMeansAndShowsTheTasksThatFlippedFirst() {
        var page = operator.get("/console/runs/" + RUN).body();

        assertThat(page)
                .contains("Failed")
                .contains("The gate stays closed.")
                .contains("Flipped tasks")
                .contains("<del>")
                .contains("Failing answers");
        assertThat(page.indexOf("id=\"flips\"")).isLessThan(page.indexOf("id=\"replays\""));
    }

    @Test
    void findsReplaysByTheirTaskAndOutcome() {
        var some = operator.get("/console/runs/" + RUN + "/replays?text=REFUND").body();
        var failed =
                operator.get("/console/runs/" + RUN + "/replays?show=failed").body();

        assertThat(some).contains("refund").doesNotContain("total");
        assertThat(failed).contains("No replay is like that.");
        assertThat(operator.get("/console/runs/" + RUN + "/replays?show=fialed").body())
                .contains("did you mean");
    }

    @Test
    void pagesReplays() {
        var first = operator.get("/console/runs/" + RUN).body();
        var more = first.replaceAll("(?s).*hx-get=\"([^\"]*after=[0-9]+)\".*", "$1")
                .replace("&amp;", "&");

        assertThat(operator.get(more).body()).contains("<tr>").doesNotContain("<html");
    }

    @Test
    void holdsTheCertifiedAnswerAgainstTheNewOne() {
        var listed =
                operator.get("/console/runs/" + RUN + "/replays?text=refund").body();
        var task = operator.get("/console/runs/" + RUN).body();
        var flipped = URLEncoder.encode(
                task.replaceAll("(?s)^.*?▼ worse</span> <bdi class=\"id\">([^<]*)</bdi>.*", "$1"),
                StandardCharsets.UTF_8);

        var page =
                operator.get("/console/runs/" + RUN + "/task?name=" + flipped).body();

        assertThat(listed).contains("/task?name=" + flipped);
        assertThat(page)
                .contains("As certified")
                .contains("<del>")
                .contains("<ins>")
                .contains("✗ 0")
                .contains("✓ 1")
                .contains("Replay 1");
    }

    @Test
    void leadsFromAnEvaluationToItsRun() {
        var named = operator.get("/console/evaluations/gate-" + RUN.substring(0, 4));
        var id = STORY.team()
                .author()
                .get("/v1/evaluations")
                .json()
                .path("items")
                .path(0)
                .path("id")
                .asText();

        assertThat(named.statusCode()).isEqualTo(404);
        assertThat(operator.get("/console/evaluations/" + id).headers().firstValue("Location"))
                .hasValueSatisfying(path -> assertThat(path).startsWith("/console/runs/"));
    }

    @Test
    void findsReplaysByTheirAnswerAndByWhatHappenedOnTheWay() {
        var answered = operator.get("/console/runs/" + RUN + "/replays?text=%22answer%22")
                .body();

        assertThat(answered).contains("/task?name=");
        for (var show : List.of("injected", "miscalled", "retried")) {
            assertThat(operator.get("/console/runs/" + RUN + "/replays?show=" + show)
                            .body())
                    .as(show)
                    .contains("No replay is like that.");
        }
    }

    @Test
    void opensATranscriptWhichIsWrittenIntoTheLog() {
        var task = operator.get("/console/runs/" + RUN + "/replays?text=refund")
                .body()
                .replaceAll("(?s)^.*?/task\\?name=([^\"]*)\".*", "$1");
        var kept = transcribe(URLDecoder.decode(task, StandardCharsets.UTF_8));
        assertThat(kept.status()).as(kept.body()).isEqualTo(201);
        var page = operator.get("/console/runs/" + RUN + "/task?name=" + task).body();
        var path = page.replaceAll("(?s).*hx-post=\"(/console/transcripts/[^\"]*)\".*", "$1");
        var viewer = Visitor.bearing(Team.member(STORY.team().admin(), "viewer").token());

        assertThat(operator.submit(path, Map.of()).body())
                .contains("word for &lt;b&gt;word&lt;/b&gt;")
                .contains("as it came");
        assertThat(Visitor.bearing(STORY.team().admin().token())
                        .get("/console/admin")
                        .body())
                .contains("transcript.read");
        assertThat(viewer.get("/console/runs/" + RUN + "/task?name=" + task).body())
                .doesNotContain("Word for word");
        assertThat(viewer.submit(path, Map.of()).statusCode()).isEqualTo(403);
    }

    private static Api.Answer transcribe(String task) {
        var transcript = Map.of(
                "run",
                STORY.team().author().get("/v1/runs/" + RUN).text("name"),
                "task",
                task,
                "repeat",
                0,
                "request",
                "word for <b>word</b>",
                "response",
                "as it came",
                "calls",
                List.of());
        return STORY.team()
                .author()
                .post("/v1/runs/" + RUN + "/transcripts", Json.line(Map.of("transcripts", List.of(transcript))));
    }
}
