package dev.holdfast.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.reports.terminal.Columns;
import dev.holdfast.reports.terminal.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TextReportTest {
    private static final Screen COLOURS = new Screen(true, true);
    private static final Screen ASCII = new Screen(false, false);

    @Test
    void looksAsItDid() throws Exception {
        Golden.assertSame("failed.txt", TextReport.of(Examples.failed()));
        Golden.assertSame("failed.ascii.txt", TextReport.of(Examples.failed(), ASCII));
        Golden.assertSame("failed.colours.txt", TextReport.of(Examples.failed(), COLOURS));
        Golden.assertSame("passed.txt", TextReport.of(Examples.passed()));
        Golden.assertSame("inconclusive.txt", TextReport.of(Examples.inconclusive()));
        Golden.assertSame("probed.txt", TextReport.of(Examples.probed()));
        Golden.assertSame("served.txt", TextReport.of(Examples.served()));
        Golden.assertSame("unmeasured.txt", TextReport.of(Examples.unmeasured()));
        Golden.assertSame("empty.txt", TextReport.of(Examples.empty()));
    }

    @Test
    void coloursChangeNothingButColours() {
        var coloured = TextReport.of(Examples.failed(), COLOURS);

        assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(TextReport.of(Examples.failed()));
    }

    @ParameterizedTest
    @MethodSource("dev.holdfast.reports.Payloads#all")
    void staysWithinAHundredColumns(String payload) {
        assertThat(TextReport.of(Payloads.everywhere(payload)).lines()).allMatch(line -> Columns.width(line) <= 100);
        assertThat(TextReport.of(Payloads.everywhere(payload), ASCII).lines()).allMatch(line -> line.length() <= 100);
    }

    @ParameterizedTest
    @MethodSource("dev.holdfast.reports.Payloads#all")
    void letsNoTextSteerTheScreenOrTheBuildServer(String payload) {
        for (var screen : new Screen[] {Screen.LOG, ASCII}) {
            var text = TextReport.of(Payloads.everywhere(payload), screen);

            assertThat(text.codePoints())
                    .noneMatch(character -> character != '\n' && HtmlReportTest.isHidden(character));
            assertThat(text).doesNotContain("##[", "##vso", "##teamcity");
            assertThat(text.lines()).noneMatch(line -> line.strip().startsWith("::"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.holdfast.reports.Payloads#all")
    void endsEveryColourThatItBegins(String payload) {
        var text = TextReport.of(Payloads.everywhere(payload), COLOURS).replaceAll("\u001b\\[(?:31|32|33|35|1|0)m", "");

        assertThat(text.codePoints()).noneMatch(HtmlReportTest::isHidden);
    }

    @ParameterizedTest
    @MethodSource("dev.holdfast.reports.Payloads#all")
    void isPlainAsciiWhereThatIsAllThereIs(String payload) {
        assertThat(TextReport.of(Payloads.everywhere(payload), ASCII).chars()).allMatch(character -> character < 0x7f);
    }
}
