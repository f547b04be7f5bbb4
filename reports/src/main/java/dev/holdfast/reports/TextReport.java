package dev.holdfast.reports;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Grouping;
import dev.holdfast.reports.reading.Meaning;
import dev.holdfast.reports.reading.Moved;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.Reversal;
import dev.holdfast.reports.reading.SideBySide;
import dev.holdfast.reports.reading.Standing;
import dev.holdfast.reports.reading.Telltale;
import dev.holdfast.reports.reading.VisibleEvaluation;
import dev.holdfast.reports.terminal.Columns;
import dev.holdfast.reports.terminal.Screen;
import dev.holdfast.reports.terminal.Screen.Ink;
import dev.holdfast.schema.evaluation.Evaluation;
import java.util.List;

/// An evaluation in at most a hundred columns, for a terminal or the log of a build.
public final class TextReport {
    private static final int WIDTH = 100;
    private static final int MOST_SLICES = 12;
    private static final int MOST_NOTES = 8;
    private static final int MOST_PARTS = 8;
    private static final int LONGEST_TEXT = 600;

    private final Screen screen;
    private final Evaluation evaluation;
    private final List<Reading> readings;
    private final StringBuilder out = new StringBuilder();

    private TextReport(Evaluation evaluation, Screen screen) {
        this.screen = screen;
        this.evaluation = VisibleEvaluation.of(evaluation);
        this.readings = Reading.of(this.evaluation);
    }

    /// As a log has it.
    public static String of(Evaluation evaluation) {
        return of(evaluation, Screen.LOG);
    }

    public static String of(Evaluation evaluation, Screen screen) {
        return new TextReport(evaluation, screen).write();
    }

    private String write() {
        verdict();
        whatChanged();
        promises();
        reasons();
        sideBySide();
        slices();
        words();
        failures();
        probes();
        notes();
        next();
        return out.toString();
    }

    private void verdict() {
        var ink = evaluation.isEmpty()
                ? Ink.FAULT
                : switch (evaluation.verdict()) {
                    case PASS -> Ink.GOOD;
                    case FAIL -> Ink.BAD;
                    case INCONCLUSIVE -> Ink.OPEN;
                    case ERROR -> Ink.FAULT;
                };
        var word = Meaning.word(evaluation).toUpperCase(java.util.Locale.ROOT);
        var origin = "  " + screen.text(Excerpt.brief(evaluation.pact(), 50)) + "  " + Figures.time(evaluation.at());
        out.append(screen.ink(ink, screen.ink(Ink.STRONG, word))).append(origin).append("\n\n");
        wrapped("", evaluation.headline());
        out.append('\n');
        var meaning = Meaning.of(evaluation);
        wrapped("", meaning.gate() + " " + meaning.sentence());
        if (evaluation.provisional()) {
            wrapped("", Meaning.PROVISIONAL);
        }
    }

    private void whatChanged() {
        var moved = Moved.of(evaluation);
        if (moved.isEmpty()) {
            return;
        }
        heading("What changed");
        wrapped("", moved.get().sentence());
        moved.get().also().forEach(also -> wrapped("- ", also));
        var changed = moved.get().untold();
        changed.stream()
                .limit(MOST_PARTS)
                .forEach(part -> wrapped("  ", part.name() + ": " + screen.glyphs(Moved.course(part))));
        if (changed.size() > MOST_PARTS) {
            wrapped("  ", "and " + Figures.count(changed.size() - MOST_PARTS) + " more");
        }
        if (!moved.get().unknown().isEmpty()) {
            wrapped(
                    "  ",
                    "not recorded on both sides: " + Moved.names(moved.get().unknown()));
        }
    }

    private void promises() {
        if (readings.isEmpty()) {
            return;
        }
        var table = new PromiseTable(readings, screen);
        if (readings.stream().anyMatch(Reading::decides)) {
            heading("Promises");
        }
        readings.stream().filter(Reading::decides).map(table::row).forEach(out::append);
        var others = readings.stream().filter(reading -> !reading.decides()).toList();
        if (!others.isEmpty()) {
            heading("Promises that do not decide the verdict");
            others.stream().map(table::row).forEach(out::append);
        }
        wrapped("", "With 95 % intervals; ┊ is the promise's limit, │ what was certified.");
    }

    /// The sentences of what denies, unless the headline says the same.
    private void reasons() {
        var reasons = readings.stream()
                .filter(Reading::denies)
                .filter(reading -> !reading.sentence().equals(evaluation.headline()))
                .toList();
        if (!reasons.isEmpty()) {
            heading("Why");
            reasons.forEach(reading -> wrapped(reading.standing().mark() + " ", reading.sentence()));
        }
    }

    private void sideBySide() {
        SideBySide.of(evaluation).ifPresent(both -> {
            heading("Side by side");
            row(new SideBySide.Line("", both.certified(), both.candidate(), ""));
            both.lines().forEach(this::row);
        });
    }

    private void row(SideBySide.Line line) {
        var cells = "%-28s%22s%22s   %s"
                .formatted(
                        cell(line.name(), 27), cell(line.certified(), 21), cell(line.candidate(), 21), line.change());
        out.append(screen.glyphs(cells.stripTrailing())).append('\n');
    }

    private String cell(String text, int width) {
        return screen.text(Excerpt.brief(text, width));
    }

    private void slices() {
        var rows = readings.stream().flatMap(TextReport::slices).toList();
        if (rows.isEmpty()) {
            return;
        }
        heading("Slices");
        rows.stream().limit(MOST_SLICES).forEach(row -> wrapped(Standing.BROKEN.mark() + " ", row));
        if (rows.size() > MOST_SLICES) {
            wrapped("  ", "and " + Figures.count(rows.size() - MOST_SLICES) + " more");
        }
        readings.stream()
                .flatMap(reading -> Reversal.among(reading.slices()).stream())
                .forEach(reversal -> wrapped("! ", reversal.sentence()));
    }

    private static java.util.stream.Stream<String> slices(Reading reading) {
        return reading.slices().stream().filter(slice -> slice.broken()).map(slice -> {
            var change = slice.change();
            return reading.promised().metric() + ", " + slice.tag() + ": "
                    + Figures.value(change.unit(), change.certified())
                    + " → " + Figures.value(change.unit(), change.candidate()) + ", "
                    + PromiseTable.changed(change);
        });
    }

    private void words() {
        var told = readings.stream()
                .flatMap(reading -> reading.comparison().stream())
                .flatMap(comparison -> Telltale.of(comparison).stream())
                .limit(MOST_SLICES)
                .toList();
        if (!told.isEmpty()) {
            heading("Words that tell the answers apart");
            told.forEach(word -> wrapped("- ", word.side() + ": “" + word.words() + "” in " + word.counts()));
        }
    }

    private void failures() {
        for (var grouping : Grouping.of(evaluation.clusters())) {
            heading("Failing answers of " + screen.text(Excerpt.brief(grouping.metric(), 50)));
            wrapped("", grouping.summary());
            for (var group : grouping.groups()) {
                wrapped("- ", group.size() + ": " + group.words());
                wrapped("  ", group.task() + ": " + group.excerpt());
            }
        }
    }

    private void probes() {
        if (!evaluation.probes().isEmpty()) {
            heading("Probes");
            for (var probe : evaluation.probes()) {
                wrapped(probe.weak() ? Standing.BROKEN.mark() + " " : "- ", probe.probe() + ": " + probe.advice());
                ProbeLines.curves(probe).forEach(line -> wrapped("    ", line));
                ToolLines.faults(probe).forEach(line -> wrapped("    ", line));
            }
        }
        if (!evaluation.tools().isEmpty()) {
            heading("Tools");
            evaluation.tools().forEach(tool -> wrapped("- ", ToolLines.use(tool)));
        }
        if (!evaluation.passes().isEmpty()) {
            heading("Tried more than once");
            evaluation.passes().forEach(rates -> wrapped("- ", ProbeLines.passes(rates)));
        }
    }

    /// What a reader must not miss; a log has room for a few.
    private void notes() {
        if (evaluation.notes().isEmpty()) {
            return;
        }
        heading("Notes");
        evaluation.notes().stream().limit(MOST_NOTES).forEach(note -> wrapped("- ", note));
        if (evaluation.notes().size() > MOST_NOTES) {
            wrapped("  ", "and " + Figures.count(evaluation.notes().size() - MOST_NOTES) + " more");
        }
    }

    private void next() {
        heading("Next");
        Meaning.of(evaluation).next().forEach(step -> wrapped("- ", step));
    }

    private void heading(String text) {
        out.append('\n').append(screen.ink(Ink.STRONG, text)).append('\n');
    }

    private void wrapped(String start, String text) {
        var shown = screen.text(Excerpt.brief(text, LONGEST_TEXT));
        var lead = screen.glyphs(start);
        for (var line : Columns.wrap(shown, WIDTH - lead.length())) {
            out.append(lead).append(line).append('\n');
            lead = " ".repeat(lead.length());
        }
    }
}
