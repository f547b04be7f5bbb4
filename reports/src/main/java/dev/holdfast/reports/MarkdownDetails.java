package dev.holdfast.reports;

import static dev.holdfast.reports.MarkdownText.brief;
import static dev.holdfast.reports.MarkdownText.name;
import static dev.holdfast.reports.MarkdownText.prose;
import static dev.holdfast.reports.MarkdownText.sentence;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Grouping;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.Telltale;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Flip;
import java.util.List;
import java.util.stream.Stream;

/// What lies behind the promises: telling words, failing answers, probes, tools and tasks that flipped.
final class MarkdownDetails {
    private static final int MOST_ROWS = 15;
    private static final int MOST_GROUPINGS = 5;
    private static final int MOST_FLIPS = 5;
    private static final int LONGEST_ANSWER = 700;

    private final Evaluation evaluation;
    private final List<Reading> readings;
    private final StringBuilder out = new StringBuilder();

    private MarkdownDetails(Evaluation evaluation, List<Reading> readings) {
        this.evaluation = evaluation;
        this.readings = readings;
    }

    /// Empty where there is nothing to say.
    static String of(Evaluation evaluation, List<Reading> readings) {
        var section = new MarkdownDetails(evaluation, readings);
        section.words();
        section.failures();
        section.probes();
        section.flips();
        return section.out.toString();
    }

    private void words() {
        var told = readings.stream()
                .flatMap(reading -> reading.comparison().stream())
                .flatMap(comparison -> Telltale.of(comparison).stream())
                .limit(MOST_ROWS)
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
            evaluation.probes().stream().limit(MOST_ROWS).forEach(probe -> {
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
                    .limit(MOST_ROWS)
                    .forEach(tool -> out.append("- ")
                            .append(sentence(ToolLines.use(tool)))
                            .append('\n'));
        }
        if (!evaluation.passes().isEmpty()) {
            out.append("\n### Tried more than once\n\n");
            evaluation.passes().stream()
                    .limit(MOST_ROWS)
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
}
