package dev.holdfast.reports;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Placement;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.Standing;
import dev.holdfast.reports.terminal.Columns;
import dev.holdfast.reports.terminal.Screen;
import dev.holdfast.reports.terminal.Screen.Ink;
import dev.holdfast.reports.terminal.TextPlot;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.function.ToIntFunction;

/// The promises of one evaluation in aligned rows: how each stands, what it says, a small plot, the numbers.
final class PromiseTable {
    private static final int WIDTH = 100;
    private static final int PLOT = 17;
    private static final int WIDEST_FIGURES = 30;
    private static final int LONGEST_TEXT = 200;
    private static final String GAP = "  ";

    private final Screen screen;
    private final Placement.Scales scales;
    private final int words;
    private final int texts;
    private final int figures;

    PromiseTable(List<Reading> readings, Screen screen) {
        this.screen = screen;
        this.scales = new Placement.Scales(readings);
        this.words = widest(readings, reading -> reading.standing().word().length());
        this.figures = Math.min(WIDEST_FIGURES, widest(readings, reading -> Columns.width(figures(reading))));
        var left = WIDTH - "✗ ".length() - words - PLOT - figures - 3 * GAP.length();
        this.texts = Math.min(left, widest(readings, reading -> Columns.width(text(reading))));
    }

    String row(Reading reading) {
        var standing = reading.standing();
        var plot = reading.comparison()
                .flatMap(scales::place)
                .map(place -> TextPlot.of(place, PLOT))
                .orElse("");
        var row = screen.ink(ink(standing), screen.glyphs(standing.mark()) + " " + fit(standing.word(), words))
                + GAP
                + fit(text(reading), texts)
                + GAP
                + fit(screen.glyphs(plot), PLOT)
                + GAP
                + fit(figures(reading), figures);
        return row.stripTrailing() + "\n";
    }

    static String changed(Comparison.Change change) {
        return Figures.difference(change.unit(), change.difference().value()) + " ("
                + Figures.bareDifferences(change.unit(), change.difference()) + ")";
    }

    private String text(Reading reading) {
        return screen.text(Excerpt.brief(reading.promised().text(), LONGEST_TEXT));
    }

    /// Without the interval where that would be too wide.
    private String figures(Reading reading) {
        var full = reading.comparison().map(PromiseTable::figures).orElse("nothing to compare");
        var fitting = Columns.width(full) > WIDEST_FIGURES ? full.substring(0, full.indexOf(" (")) : full;
        return screen.glyphs(fitting);
    }

    private static String figures(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change ->
                change.unit() == Unit.SHARE
                        ? changed(change)
                        : Figures.value(change.unit(), change.certified()) + " → "
                                + Figures.value(change.unit(), change.candidate()) + " ("
                                + Figures.bareDifferences(change.unit(), change.difference()) + ")";
            case Comparison.Level level ->
                Figures.value(level.unit(), level.candidate().value()) + " ("
                        + Figures.values(level.unit(), level.candidate()) + ")";
            case Comparison.Breaches breaches ->
                Figures.count(breaches.count()) + " of "
                        + Figures.count(breaches.sample().newReplays()) + " (rate < "
                        + Figures.rate(breaches.rateBelow()) + ")";
            case Comparison.Distribution distribution ->
                Figures.p(distribution.adjustedP())
                        + distribution
                                .words()
                                .map(words -> " (told apart " + Figures.value(Unit.SHARE, words.accuracy()) + ")")
                                .orElse("");
        };
    }

    private String fit(String text, int width) {
        return Columns.fit(text, width, screen.glyphs("…"));
    }

    private static int widest(List<Reading> readings, ToIntFunction<Reading> width) {
        return readings.stream().mapToInt(width).max().orElse(0);
    }

    private static Ink ink(Standing standing) {
        return switch (standing) {
            case BROKEN -> Ink.BAD;
            case KEPT -> Ink.GOOD;
            case INCONCLUSIVE -> Ink.OPEN;
            case NOT_MEASURED -> Ink.FAULT;
        };
    }
}
