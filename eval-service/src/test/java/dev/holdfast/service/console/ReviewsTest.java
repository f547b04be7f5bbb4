package dev.holdfast.service.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.service.Team;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class ReviewsTest {
    private static final Court COURT = Court.open("acme");
    private static final String PATH = "/console/reviews";

    private final Visitor author = Visitor.bearing(COURT.team().author().token());

    @AfterAll
    static void close() {
        COURT.close();
    }

    @Test
    void asksPeopleFirstAboutWhatAnAgentHandedOverThenByChanceAndCalibratesTheJury() {
        COURT.hears(2);
        var first = page();

        assertThat(first.select(".heading .lead").text()).matches("[0-9]+ answers waiting for a person");
        assertThat(first.select("article .hint").getFirst().text()).startsWith("The agent handed it to a person");
        assertThat(first.select("article").text()).contains("shabby");
        assertThat(first.select("article button").eachText()).contains("right", "wrong");
        assertThat(first.select("tbody").text()).contains("not known yet").contains("label two answers or more");

        var labelled = label();
        var jury = page().select("tbody tr").text();

        // four escalated, five drawn and one split, of two runs; the split one may be among the drawn
        assertThat(labelled).isBetween(2 * (4 + 5), 2 * (4 + 5 + 1));
        assertThat(jury).containsPattern("they agree with people on [0-9]+ of 10 labelled answers");
        // of 36 answers, 20 are splendid; the lenient judge gives shabby 7 half a point
        assertThat(jury).containsPattern("5[0-9]\\.[0-9] %").contains("the jury counts for");
        assertThat(page().select(".empty").text()).contains("Nobody is asked anything");
    }

    @Test
    void keepsOneLabelForGoodInTheLogAndInTheCalibrationSet() {
        COURT.hears(1);
        var card = page().select("article form").getFirst().attr("action");

        var taken = author.submit(card, Map.of("label", "right", "note", "it says so itself"));
        var again = author.submit(card, Map.of("label", "wrong"));
        var other = author.submit(card, Map.of("label", "wonderful"));

        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(303);
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("there is no label");
        assertThat(author.get(PATH + "/calibration?pact=" + COURT.pact() + "&metric=fine")
                        .body())
                .contains("\"label\":\"right\"")
                .contains("\"output\":");
        assertThat(Visitor.bearing(COURT.team().admin().token())
                        .get("/console/admin")
                        .body())
                .contains("review.decided: right")
                .contains("it says so itself");
    }

    @Test
    void showsNothingToStrangersAndTakesNoLabelFromWhoMayOnlyRead() {
        COURT.hears(1);
        var card = page().select("article form").getFirst().attr("action");
        var viewer = Visitor.bearing(Team.member(COURT.team().admin(), "viewer").token());
        var stranger = Visitor.bearing(Team.found("strangers").author().token());

        assertThat(viewer.get(PATH).body()).contains("may only read").doesNotContain("action=\"" + card);
        assertThat(viewer.submit(card, Map.of("label", "right")).statusCode()).isEqualTo(403);
        assertThat(stranger.get(PATH).body()).contains("0 answers").doesNotContain("polite");
        assertThat(stranger.submit(card, Map.of("label", "right")).statusCode()).isEqualTo(404);
    }

    /// As a careful person would, until nothing waits.
    private int label() {
        var count = 0;
        for (var page = page(); !page.select("article form").isEmpty(); page = page()) {
            for (var card : page.select("article")) {
                var label = card.text().contains("splendid") ? "right" : "wrong";
                author.submit(card.select("form").attr("action"), Map.of("label", label));
                count++;
            }
        }
        return count;
    }

    private Document page() {
        return Jsoup.parse(author.get(PATH).body());
    }
}
