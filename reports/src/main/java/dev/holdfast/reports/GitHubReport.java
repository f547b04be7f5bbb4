package dev.holdfast.reports;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.reports.reading.Grouping;
import dev.holdfast.reports.reading.Meaning;
import dev.holdfast.reports.reading.Moved;
import dev.holdfast.reports.reading.Reading;
import dev.holdfast.reports.reading.Standing;
import dev.holdfast.reports.reading.Visible;
import dev.holdfast.reports.reading.VisibleEvaluation;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Problem;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An evaluation as GitHub annotations: `::error title=…::…` lines for a job to print.
///
/// GitHub silently drops annotations beyond ten of a kind, so there are at most nine of each, the worst first.
public final class GitHubReport {
    private static final int MOST = 8;
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_MESSAGE = 1_000;

    private GitHubReport() {}

    public static String of(Evaluation evaluation) {
        var visible = VisibleEvaluation.of(evaluation);
        var troubled = Reading.of(visible).stream()
                .filter(reading -> reading.standing() != Standing.KEPT)
                .toList();
        var denying = troubled.stream().filter(Reading::denies).toList();
        var warning = troubled.stream().filter(reading -> !reading.denies()).toList();
        return Stream.of(
                        Stream.of(verdict(visible)),
                        lines("error", denying),
                        lines("warning", warning),
                        failures(visible))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String verdict(Evaluation evaluation) {
        var command = evaluation.verdict() == Verdict.PASS && !evaluation.isEmpty() ? "notice" : "error";
        var title = Meaning.word(evaluation) + ": " + evaluation.pact();
        var moved = Moved.of(evaluation)
                .map(what -> " What changed? " + Excerpt.brief(what.sentence(), LONGEST_MESSAGE / 2))
                .orElse("");
        var headline = Excerpt.brief(evaluation.headline(), LONGEST_MESSAGE / 2);
        return line(
                command, title, headline + moved + " " + Meaning.of(evaluation).gate());
    }

    private static Stream<String> failures(Evaluation evaluation) {
        return Grouping.of(evaluation.clusters()).stream()
                .limit(MOST)
                .map(grouping -> line("notice", "Failing answers of " + grouping.metric(), grouping.line()));
    }

    private static Stream<String> lines(String command, List<Reading> readings) {
        var shown = readings.stream()
                .limit(MOST)
                .map(reading -> line(
                        command,
                        reading.standing().word() + ": " + reading.promised().text(),
                        reading.sentence()));
        var more = readings.size() - MOST;
        return more <= 0
                ? shown
                : Stream.concat(
                        shown.limit(MOST - 1),
                        Stream.of(line(command, "More", Figures.plural(more + 1L, "more promise") + " like these.")));
    }

    /// A problem of a document, as an annotation at its place.
    public static String problem(Problem problem) {
        return located("error", problem);
    }

    /// Something about a document that is worth knowing and is no problem.
    public static String remark(Problem remark) {
        return located("notice", remark);
    }

    private static String located(String command, Problem problem) {
        var place = new StringBuilder("file=" + property(Visible.line(problem.source())));
        if (problem.line() > 0) {
            place.append(",line=").append(problem.line());
        }
        if (problem.column() > 0) {
            place.append(",col=").append(problem.column());
        }
        return "::" + command + " " + place + "::" + value(Visible.line(problem.message()));
    }

    private static String line(String command, String title, String message) {
        return "::" + command + " title=" + property(Excerpt.brief(title, LONGEST_TITLE)) + "::"
                + value(Excerpt.brief(message, LONGEST_MESSAGE));
    }

    private static String value(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return value(text).replace(":", "%3A").replace(",", "%2C");
    }
}
