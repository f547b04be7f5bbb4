package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MarkdownReportTest {
    private static final int LONGEST_COMMENT = 65_536;
    private static final Pattern MENTION = Pattern.compile("(?<![\\w`])@[A-Za-z0-9]");
    private static final Pattern ISSUE = Pattern.compile("(?i)(?<!\\w)(?:#|GH-|!)\\d");

    private static final List<String> HARMLESS =
            structure(rendered(MarkdownReport.of(Payloads.everywhere("harm<less"))));

    @Test
    void looksAsItDid() throws Exception {
        Golden.assertSame("failed.md", MarkdownReport.of(Examples.failed()));
        Golden.assertSame("passed.md", MarkdownReport.of(Examples.passed()));
        Golden.assertSame("inconclusive.md", MarkdownReport.of(Examples.inconclusive()));
        Golden.assertSame("probed.md", MarkdownReport.of(Examples.probed()));
        Golden.assertSame("served.md", MarkdownReport.of(Examples.served()));
        Golden.assertSame("unmeasured.md", MarkdownReport.of(Examples.unmeasured()));
        Golden.assertSame("empty.md", MarkdownReport.of(Examples.empty()));
    }

    @Test
    void putsEveryPromiseIntoOneRowOfSixCells() {
        var rows = rendered(MarkdownReport.of(Examples.failed())).select("tbody tr");

        assertThat(rows).hasSize(10).allMatch(row -> row.select("td").size() == 6);
    }

    @ParameterizedTest
    @MethodSource("dev.holdfast.reports.Payloads#all")
    void showsHostileTextAsTextOnly(String payload) {
        var markdown = MarkdownReport.of(Payloads.everywhere(payload));
        var page = rendered(markdown);

        assertThat(structure(page)).isEqualTo(HARMLESS);
        assertThat(page.select("a, img, [href], [src]")).isEmpty();
        assertThat(markdown.codePoints()).noneMatch(HtmlReportTest::isHidden);
        page.select("code, pre").remove();
        assertThat(page.text()).doesNotContainPattern(MENTION).doesNotContainPattern(ISSUE);
    }

    @ParameterizedTest
    @MethodSource("dev.holdfast.reports.Payloads#all")
    void fitsIntoOneComment(String payload) {
        var long_ = Payloads.everywhere(payload.repeat(1 + 5_000 / payload.length()));

        assertThat(MarkdownReport.of(long_).length()).isLessThan(LONGEST_COMMENT);
    }

    /// The kinds of elements in order; whether a name is `code` by backticks or by tag makes no difference.
    private static List<String> structure(Document page) {
        return page.getAllElements().stream()
                .map(element -> element.parents().size() + " " + element.normalName())
                .toList();
    }

    private static Document rendered(String markdown) {
        var extensions = List.of(TablesExtension.create(), AutolinkExtension.create());
        var tree = Parser.builder().extensions(extensions).build().parse(markdown);
        var page = Jsoup.parse(
                HtmlRenderer.builder().extensions(extensions).build().render(tree));
        // an at sign on its own
        page.select("span:containsOwn(@)").unwrap();
        return page;
    }
}
