package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Grouping;
import dev.holdfast.reports.reading.Meaning;
import dev.holdfast.reports.reading.Moved;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.SideBySide;
import dev.holdfast.reports.reading.Standing;
import dev.holdfast.schema.evaluation.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One evaluation as it stands on the page, from the verdict down to the small print.
public record Page(
        Stylesheet style,
        Evaluation evaluation,
        String word,
        String headline,
        Meaning meaning,
        String tally,
        List<PromiseCard> promises,
        List<SlicePanel> slices,
        List<ProbePanel> probes,
        List<ToolPanel> tools,
        List<PassPanel> passes,
        Optional<PolicyPanel> policy,
        List<FlipPanel> flips,
        CoveragePanel coverage,
        List<Grouping> failures,
        Optional<Moved> moved,
        Optional<SideBySide> sideBySide) {
    private static final int LONGEST_HEADLINE = 600;

    /// The page of an evaluation whose texts are visible.
    public static Page of(Evaluation evaluation) {
        var readings = Reading.of(evaluation);
        return new Page(
                Stylesheet.PAGE,
                evaluation,
                Meaning.word(evaluation),
                Typography.set(Excerpt.brief(evaluation.headline(), LONGEST_HEADLINE)),
                Meaning.of(evaluation),
                tally(readings),
                PromiseCard.of(readings),
                SlicePanel.of(readings),
                ProbePanel.of(evaluation.probes()),
                ToolPanel.of(evaluation.tools()),
                PassPanel.of(evaluation.passes()),
                evaluation.policy().map(PolicyPanel::of),
                FlipPanel.of(evaluation.flips()),
                CoveragePanel.of(evaluation),
                Grouping.of(evaluation.clusters()),
                Moved.of(evaluation),
                SideBySide.of(evaluation));
    }

    /// The verdict as the style sheet calls it.
    public String tone() {
        return evaluation.isEmpty() ? "error" : evaluation.verdict().name().toLowerCase(Locale.ROOT);
    }

    public String time() {
        return Figures.time(evaluation.at());
    }

    private static String tally(List<Reading> readings) {
        return Arrays.stream(Standing.values())
                .map(standing -> count(readings, standing))
                .filter(text -> !text.startsWith("0 "))
                .collect(Collectors.joining(", "));
    }

    private static String count(List<Reading> readings, Standing standing) {
        return readings.stream()
                        .filter(reading -> reading.standing() == standing)
                        .count() + " " + standing.word();
    }
}
