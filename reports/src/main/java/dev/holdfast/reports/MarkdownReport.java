package dev.holdfast.reports;

import static dev.holdfast.reports.MarkdownText.brief;
import static dev.holdfast.reports.MarkdownText.name;
import static dev.holdfast.reports.MarkdownText.prose;
import static dev.holdfast.reports.MarkdownText.sentence;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Meaning;
import dev.holdfast.reports.reading.Moved;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.SideBySide;
import dev.holdfast.reports.reading.VisibleEvaluation;
import dev.holdfast.schema.evaluation.Evaluation;
import java.util.List;

/// An evaluation for the comment on a pull request or the summary of a job, short enough for either.
public final class MarkdownReport {
    private static final int MOST_PARTS = 15;
    private static final int LONGEST_CELL = 30;

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
        out.append(MarkdownPromises.table(readings));
        SideBySide.of(evaluation).ifPresent(this::sideBySide);
        out.append(MarkdownPromises.brokenSlices(readings));
        out.append(MarkdownDetails.of(evaluation, readings));
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

    private void provenance() {
        out.append("\n<sub>Evaluation ")
                .append(name(brief(evaluation.id())))
                .append(", ")
                .append(Figures.time(evaluation.at()));
        out.append("; baseline signed with ").append(name(brief(evaluation.keyId())));
        out.append("; Holdfast ").append(name(brief(evaluation.holdfast()))).append("</sub>\n");
    }
}
