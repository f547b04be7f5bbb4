package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Flip;
import dev.holdfast.schema.evaluation.Flips;
import dev.holdfast.schema.evaluation.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class HtmlReportTest {
    private static final Set<String> ATTRIBUTES = Set.of(
            "aria-hidden",
            "aria-label",
            "aria-labelledby",
            "charset",
            "class",
            "content",
            "cx",
            "cy",
            "d",
            "datetime",
            "dir",
            "height",
            "href",
            "http-equiv",
            "id",
            "lang",
            "name",
            "open",
            "overflow",
            "r",
            "role",
            "scope",
            "text-anchor",
            "transform",
            "viewbox",
            "width",
            "x",
            "x1",
            "x2",
            "y",
            "y1",
            "y2");

    private static final List<String> HARMLESS = structure(page(Payloads.everywhere("harmless")));

    @Test
    void looksAsItDid() throws Exception {
        Golden.assertSame("failed.html", HtmlReport.of(Examples.failed()));
        Golden.assertSame("passed.html", HtmlReport.of(Examples.passed()));
        Golden.assertSame("inconclusive.html", HtmlReport.of(Examples.inconclusive()));
        Golden.assertSame("probed.html", HtmlReport.of(Examples.probed()));
        Golden.assertSame("served.html", HtmlReport.of(Examples.served()));
        Golden.assertSame("unmeasured.html", HtmlReport.of(Examples.unmeasured()));
        Golden.assertSame("empty.html", HtmlReport.of(Examples.empty()));
    }

    @Test
    void saysTheVerdictAndWhatItMeansFirst() {
        var header = page(Examples.failed()).expectFirst("header");

        assertThat(header.wholeText().replace('\u00a0', ' '))
                .contains("Failed")
                .contains("GPT-4's answers to primes fell from 84.0 % to 51.1 %")
                .contains("The gate stays closed.")
                .contains("Pin openaichat/gpt-4-0314");
    }

    @Test
    void warnsOfAProvisionalBaselineAndSaysHowManyMoreReplaysItNeeds() {
        assertThat(page(Examples.inconclusive()).expectFirst("header").text())
                .contains("Provisional.")
                .contains("About 240 more replays would probably decide it.");
    }

    @Test
    void showsTheWorstSliceFirstAndPointsOutTheReversal() {
        var slices = page(Examples.failed()).expectFirst("#slices");

        assertThat(slices.select(".slice bdi").eachText()).containsExactly("prime-number", "composite-number");
        assertThat(slices.expectFirst(".reversal").text())
                .contains("prime-number 97.6 % → 2.4 %, composite-number 70.4 % → 99.8 %");
    }

    @Test
    void saysEveryStandingInWordsToo() {
        assertThat(page(Examples.failed()).select(".promise .standing strong").eachText())
                .containsExactly(
                        "broken",
                        "broken",
                        "broken",
                        "inconclusive",
                        "broken",
                        "broken",
                        "not measured",
                        "kept",
                        "kept",
                        "kept");
    }

    @Test
    void marksTheWordsThatChanged() {
        var page = page(Examples.failed());

        assertThat(page.select("del").eachText()).contains("approximately");
        assertThat(page.select("ins").eachText()).contains("about");
    }

    @Test
    void letsTheBrowserUseNothingButItsOwnStyle() throws Exception {
        var page = page(Examples.failed());
        var css = page.select("style");
        var policy =
                page.expectFirst("meta[http-equiv=Content-Security-Policy]").attr("content");

        assertThat(css).hasSize(1);
        var digest = MessageDigest.getInstance("SHA-256")
                .digest(css.getFirst().data().getBytes(StandardCharsets.UTF_8));
        assertThat(policy)
                .isEqualTo("default-src 'none'; style-src 'sha256-"
                        + Base64.getEncoder().encodeToString(digest) + "'; base-uri 'none'; form-action 'none'");
    }

    @Test
    void needsNoNetworkAndNoScript() {
        var page = page(Examples.failed());

        assertThat(page.select("script, link, img, iframe, object, embed, form, [src], [style], base"))
                .isEmpty();
        assertThat(page.select("a").eachAttr("href")).allMatch(href -> href.startsWith("#"));
        assertThat(page.expectFirst("style").data()).doesNotContain("url(", "@import", "</");
    }

    @Test
    void givesEverySectionAHeadingAndEveryPlotAText() {
        var page = page(Examples.failed());

        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("section"))
                .allMatch(section -> section.getElementById(section.attr("aria-labelledby")) != null);
        assertThat(page.select("svg[role=img]"))
                .isNotEmpty()
                .allMatch(svg -> !svg.attr("aria-label").isBlank());
        assertThat(page.select("nav a").eachAttr("href"))
                .allMatch(href -> page.getElementById(href.substring(1)) != null);
    }

    @ParameterizedTest
    @MethodSource("dev.holdfast.reports.Payloads#all")
    void showsHostileTextAsTextOnly(String payload) {
        var html = HtmlReport.of(Payloads.everywhere(payload));
        var page = Jsoup.parse(html);

        assertThat(structure(page)).isEqualTo(HARMLESS);
        assertThat(attributes(page)).isSubsetOf(ATTRIBUTES);
        assertThat(html.codePoints()).noneMatch(HtmlReportTest::isHidden);
        assertThat(page.wholeText())
                .contains(Visible.text(payload))
                .contains(Visible.line(payload)
                        .substring(0, Math.min(80, Visible.line(payload).length())));
    }

    @Test
    void cutsLongAnswersAndSaysSo() {
        var flip = Examples.flip("t", "tag", 1, 0, "q", "e", "word ".repeat(10_000), "x".repeat(100_000));
        var page = page(flips(List.of(flip)));

        assertThat(page.select(".answers pre")).allMatch(pre -> pre.text().length() <= 2_000);
        assertThat(page.select(".answers .cut").eachText())
                .containsExactly(
                        "… and 48,000 more characters; all of it is in the run",
                        "… and 98,000 more characters; all of it is in the run");
    }

    @Test
    void staysSmallWithAThousandFlips() {
        var flip = Examples.flip(
                "task/".repeat(20),
                "tag",
                1,
                0,
                "<&>".repeat(5_000),
                "漢".repeat(5_000),
                "a<b &c; ".repeat(5_000),
                "<>&\"'".repeat(5_000));

        var html = HtmlReport.of(flips(Collections.nCopies(1_000, flip)));

        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isLessThan(3_000_000);
        assertThat(Jsoup.parse(html).select("details.flip, ul.lines li")).hasSize(1_000);
    }

    private static Evaluation flips(List<Flip> flips) {
        return Examples.evaluation(
                Verdict.FAIL,
                "h",
                Examples.failed().findings(),
                List.of(new Flips("m", flips.size(), 0, flips)),
                List.of());
    }

    private static Document page(Evaluation evaluation) {
        return Jsoup.parse(HtmlReport.of(evaluation));
    }

    /// Every element in order with its depth.
    private static List<String> structure(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.parents().size() + " " + element.normalName())
                .toList();
    }

    private static Set<String> attributes(Document page) {
        var names = new TreeSet<String>();
        for (Element element : page.getAllElements()) {
            for (Attribute attribute : element.attributes()) {
                names.add(attribute.getKey().toLowerCase(java.util.Locale.ROOT));
            }
        }
        return names;
    }

    static boolean isHidden(int character) {
        return (Character.isISOControl(character) && character != '\n' && character != '\t')
                || (character >= 0x202a && character <= 0x202e)
                || (character >= 0x2066 && character <= 0x2069)
                || (character >= 0xe0000 && character <= 0xe01ef)
                || (character >= 0xd800 && character <= 0xdfff);
    }
}
