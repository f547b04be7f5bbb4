package dev.holdfast.reports;

import static dev.holdfast.reports.MarkdownText.name;
import static dev.holdfast.reports.MarkdownText.prose;

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
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.reports.reading.VisibleEvaluation;
import dev.holdfast.reports.reading.Worse;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Flip;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.stream.Stream;

/// An evaluation for the comment on a pull request or the summary of a job, short enough for either.
public final class MarkdownReport {
    /// Hosts refuse comments beyond 65,536 characters; the promises are what there can be many of.
    private static final int MOST_PROMISES = 40;

    private static final int MOST_SLICES = 15;
    private static final int MOST_GROUPINGS = 5;
    private static final int MOST_PARTS = 15;
    private static final int MOST_FLIPS = 5;
    private static final int LONGEST_TEXT = 160;
    private static final int LONGEST_CELL = 30;
    private static final int LONGEST_SENTENCE = 600;
    private static final int LONGEST_ANSWER = 700;

    private final Evaluation evaluation;
    private final List<Reading> readings;
    private final StringBuilder out = new StringBuilder();

    private MarkdownReport(Evaluation evaluation) {
        this.evaluation = VisibleEvaluation.of(evaluation);
        this.readings = Reading.of(this.evaluation);
    }

    public static String of(Evaluation evaluation) {
        return new MarkdownReport(evaluation).write();
    }

    private String write() {
        verdict();
        promises();
        SideBySide.of(evaluation).ifPresent(this::sideBySide);
        slices();
        words();
        failures();
        probes();
        flips();
        provenance();
        return out.toString();
    }

    private void verdict() {
        var meaning = Meaning.of(evaluation);
        out.append("## ")
                .append(mark())
                .append(' ')
                .append(Meaning.word(evaluation))
                .append(": ");
        out.append(name(brief(evaluation.pact()))).append("\n\n");
        out.append("**").append(sentence(evaluation.headline())).append("**\n\n");
        Moved.of(evaluation).ifPresent(this::whatChanged);
        out.append(meaning.gate()).append(' ').append(prose(meaning.sentence())).append("\n\n");
        if (evaluation.provisional()) {
            out.append("> ").append(Meaning.PROVISIONAL).append("\n\n");
        }
        meaning.next().forEach(step -> out.append("- ").append(sentence(step)).append('\n'));
    }

    private void whatChanged(Moved moved) {
        out.append("**What changed?** ").append(sentence(moved.sentence())).append("\n\n");
        moved.untold().stream()
                .limit(MOST_PARTS)
                .forEach(part -> out.append("- ")
                        .append(prose(brief(part.name())))
                        .append(": ")
                        .append(prose(brief(Moved.course(part))))
                        .append('\n'));
        if (!moved.untold().isEmpty()) {
            out.append('\n');
        }
        moved.also().forEach(also -> out.append(sentence(also)).append("\n\n"));
        if (!moved.unknown().isEmpty()) {
            out.append("Not recorded on both sides: ")
                    .append(sentence(Moved.names(moved.unknown())))
                    .append(".\n\n");
        }
    }

    private String mark() {
        if (evaluation.isEmpty()) {
            return "⚠️";
        }
        return switch (evaluation.verdict()) {
            case PASS -> "✅";
            case FAIL -> "❌";
            case INCONCLUSIVE -> "❔";
            case ERROR -> "⚠️";
        };
    }

    private void sideBySide(SideBySide both) {
        out.append("\n### Side by side\n\n| | ")
                .append(name(Excerpt.brief(both.certified(), LONGEST_CELL)))
                .append(" | ")
                .append(name(Excerpt.brief(both.candidate(), LONGEST_CELL)))
                .append(" | change |\n|---|---|---|---|\n");
        both.lines()
                .forEach(line -> out.append("| ")
                        .append(name(Excerpt.brief(line.name(), LONGEST_CELL)))
                        .append(" | ")
                        .append(prose(line.certified()))
                        .append(" | ")
                        .append(prose(line.candidate()))
                        .append(" | ")
                        .append(prose(line.change()))
                        .append(" |\n"));
    }

    private void promises() {
        if (readings.isEmpty()) {
            return;
        }
        out.append("\n### Promises\n\n| | promise | certified → candidate | 95 % interval | at worst | limit |\n");
        out.append("|---|---|---|---|---|---|\n");
        readings.stream().limit(MOST_PROMISES).forEach(this::promise);
        if (readings.size() > MOST_PROMISES) {
            out.append("\nand ")
                    .append(Figures.plural(readings.size() - MOST_PROMISES, "more promise"))
                    .append('\n');
        }
    }

    private void promise(Reading reading) {
        var standing = reading.standing() == Standing.KEPT
                ? "kept"
                : "**" + reading.standing().word() + "**";
        out.append("| ").append(reading.standing().mark()).append(' ').append(standing);
        out.append(", ")
                .append(reading.weight())
                .append(" | ")
                .append(prose(brief(reading.promised().text())));
        out.append(" | ")
                .append(reading.comparison().map(MarkdownReport::numbers).orElse("– | – | – | –"));
        out.append(" |\n");
    }

    private static String numbers(Comparison comparison) {
        return String.join(
                " | ",
                switch (comparison) {
                    case Comparison.Change change -> {
                        var unit = change.unit();
                        var limit = Worse.of(change).limit(change.allowed());
                        yield List.of(
                                change(change),
                                Figures.bareDifferences(unit, change.difference()),
                                Figures.signed(unit, change.worst()),
                                Figures.signed(unit, limit));
                    }
                    case Comparison.Level level ->
                        List.of(
                                Figures.value(level.unit(), level.candidate().value()),
                                Figures.values(level.unit(), level.candidate()),
                                Figures.value(level.unit(), level.worst()),
                                Figures.value(level.unit(), level.bound()));
                    case Comparison.Breaches breaches ->
                        List.of(
                                Figures.happened(breaches),
                                "–",
                                "rate below " + Figures.rate(breaches.rateBelow()),
                                "never");
                    case Comparison.Distribution distribution -> answers(distribution);
                });
    }

    /// The interval and what follows are of how much less alike new and certified answers are.
    private static List<String> answers(Comparison.Distribution distribution) {
        var told = Figures.p(distribution.adjustedP())
                + distribution
                        .words()
                        .map(words -> ", told apart in " + Figures.value(Unit.SHARE, words.accuracy()) + " of pairs")
                        .orElse("");
        return distribution
                .likeness()
                .map(likeness -> List.of(
                        told,
                        "likeness " + Figures.bareDifferences(Unit.SHARE, likeness.difference()),
                        "±" + Figures.signed(Unit.SHARE, likeness.worst()).replace("+", ""),
                        "±" + Figures.signed(Unit.SHARE, likeness.allowed()).replace("+", "")))
                .orElse(List.of(told, "–", "–", "–"));
    }

    private static String change(Comparison.Change change) {
        var unit = change.unit();
        return Figures.value(unit, change.certified()) + " → " + Figures.value(unit, change.candidate()) + " ("
                + Figures.difference(unit, change.difference().value()) + ")";
    }

    private void slices() {
        var rows = readings.stream()
                .flatMap(reading -> reading.slices().stream()
                        .filter(slice -> slice.broken())
                        .map(slice -> "- " + name(brief(slice.tag())) + " of "
                                + prose(brief(reading.promised().metric())) + ": "
                                + change(slice.change()) + ", 95 % interval "
                                + Figures.bareDifferences(
                                        slice.change().unit(), slice.change().difference()) + "\n"))
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        out.append("\n### Broken slices\n\n");
        rows.stream().limit(MOST_SLICES).forEach(out::append);
        if (rows.size() > MOST_SLICES) {
            out.append("- and ").append(rows.size() - MOST_SLICES).append(" more\n");
        }
        readings.stream()
                .flatMap(reading -> Reversal.among(reading.slices()).stream())
                .limit(MOST_FLIPS)
                .forEach(reversal ->
                        out.append('\n').append(sentence(reversal.sentence())).append('\n'));
    }

    private void words() {
        var told = readings.stream()
                .flatMap(reading -> reading.comparison().stream())
                .flatMap(comparison -> Telltale.of(comparison).stream())
                .limit(MOST_SLICES)
                .toList();
        if (!told.isEmpty()) {
            out.append("\n### Words that tell the answers apart\n\n");
            told.forEach(word -> out.append("- ")
                    .append(word.side())
                    .append(": “")
                    .append(prose(word.words()))
                    .append("” in ")
                    .append(word.counts())
                    .append('\n'));
        }
    }

    private void failures() {
        for (var grouping : Grouping.of(evaluation.clusters()).stream()
                .limit(MOST_GROUPINGS)
                .toList()) {
            out.append("\n### Failing answers of ").append(name(brief(grouping.metric())));
            out.append("\n\n").append(grouping.summary()).append("\n\n");
            for (var group : grouping.groups()) {
                out.append("- ").append(group.size()).append(": ").append(prose(group.words()));
                out.append("; in their middle ").append(name(group.task()));
                out.append(": ").append(prose(group.excerpt())).append('\n');
            }
        }
    }

    private void probes() {
        if (!evaluation.probes().isEmpty()) {
            out.append("\n### Probes\n\n");
            evaluation.probes().stream().limit(MOST_SLICES).forEach(probe -> {
                out.append(probe.weak() ? "- ▼ **" : "- **")
                        .append(prose(brief(probe.probe())))
                        .append("** (")
                        .append(probe.kind().text())
                        .append("): ")
                        .append(sentence(probe.advice()))
                        .append('\n');
                Stream.concat(ProbeLines.curves(probe).stream(), ToolLines.faults(probe).stream())
                        .limit(MOST_FLIPS)
                        .forEach(line ->
                                out.append("  - ").append(sentence(line)).append('\n'));
            });
        }
        if (!evaluation.tools().isEmpty()) {
            out.append("\n### Tools\n\n");
            evaluation.tools().stream()
                    .limit(MOST_SLICES)
                    .forEach(tool -> out.append("- ")
                            .append(sentence(ToolLines.use(tool)))
                            .append('\n'));
        }
        if (!evaluation.passes().isEmpty()) {
            out.append("\n### Tried more than once\n\n");
            evaluation.passes().stream()
                    .limit(MOST_SLICES)
                    .forEach(rates -> out.append("- ")
                            .append(sentence(ProbeLines.passes(rates)))
                            .append('\n'));
        }
    }

    private void flips() {
        var flips = evaluation.flips().stream()
                .flatMap(metric -> metric.examples().stream())
                .limit(MOST_FLIPS)
                .toList();
        if (!flips.isEmpty()) {
            out.append("\n### Flipped tasks\n\n");
            flips.forEach(this::flip);
        }
    }

    private void flip(Flip flip) {
        out.append("<details><summary>")
                .append(flip.forTheWorse() ? "▼ worse" : "▲ better")
                .append(" in ");
        out.append(prose(brief(flip.metric())))
                .append(": <code>")
                .append(prose(brief(flip.task())))
                .append("</code></summary>\n\n");
        text("Question", Visible.text(flip.question()));
        flip.expected().map(Visible::text).filter(text -> !text.isBlank()).ifPresent(text -> text("Expected", text));
        flip.certifiedAnswer().map(Visible::text).ifPresent(text -> text("Certified answer", text));
        flip.candidateAnswer().map(Visible::text).ifPresent(text -> text("Candidate’s answer", text));
        out.append("</details>\n\n");
    }

    private void text(String title, String text) {
        var excerpt = Excerpt.of(text, LONGEST_ANSWER);
        out.append(title)
                .append(":\n\n")
                .append(MarkdownText.block(excerpt.text()))
                .append('\n');
        excerpt.note().ifPresent(note -> out.append(note).append("\n\n"));
    }

    private void provenance() {
        out.append("\n<sub>Evaluation ")
                .append(name(brief(evaluation.id())))
                .append(", ")
                .append(Figures.time(evaluation.at()));
        out.append("; baseline signed with ").append(name(brief(evaluation.keyId())));
        out.append("; Holdfast ").append(name(brief(evaluation.holdfast()))).append("</sub>\n");
    }

    private static String brief(String text) {
        return Excerpt.brief(text, LONGEST_TEXT);
    }

    private static String sentence(String text) {
        return prose(Excerpt.brief(text, LONGEST_SENTENCE));
    }
}
