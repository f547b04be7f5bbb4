package dev.holdfast.reports.page;

import dev.holdfast.reports.reading.Excerpt;
import dev.holdfast.reports.reading.Figures;
import dev.holdfast.schema.evaluation.Coverage;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Side;
import dev.holdfast.schema.json.Digest;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// What was compared, and what was not.
///
/// @param counts of tasks and replays
/// @param absent tasks by id that only one side has
/// @param sides  the two sides, line by line
/// @param confidence of one-sided bounds
/// @param provenance what the evaluation can be traced by
public record CoveragePanel(
        List<Count> counts,
        List<Absent> absent,
        List<Line> sides,
        String confidence,
        List<PromiseCard.Fact> provenance) {
    private static final int LONGEST_ID = 160;
    private static final int LONGEST_LIST = 20;
    private static final String UNKNOWN = "not known";

    /// How many of what.
    ///
    /// @param alarming whether it should be none
    public record Count(String name, String number, boolean alarming) {}

    /// Some ids of many.
    public record Absent(String name, List<String> ids, int more) {}

    /// The same thing on both sides.
    public record Line(String name, List<String> certified, List<String> candidate, boolean differs) {
        /// Two runs are never the same; that they differ says nothing.
        Line unremarkable() {
            return new Line(name, certified, candidate, false);
        }
    }

    static CoveragePanel of(Evaluation evaluation) {
        var coverage = evaluation.coverage();
        return new CoveragePanel(
                counts(coverage),
                absent(coverage),
                sides(evaluation),
                Figures.rate(1 - evaluation.alpha()),
                provenance(evaluation));
    }

    private static List<Count> counts(Coverage coverage) {
        return List.of(
                new Count("certified tasks", Figures.count(coverage.certified()), false),
                new Count("answered by the candidate", Figures.count(coverage.common()), coverage.common() == 0),
                new Count("failed on every replay", Figures.count(coverage.failed()), coverage.failed() > 0),
                new Count("reworded since", Figures.count(coverage.reworded()), coverage.reworded() > 0),
                new Count("never asked", Figures.count(coverage.missingCount()), coverage.missingCount() > 0),
                new Count(
                        "not in the certificate", Figures.count(coverage.foreignCount()), coverage.foreignCount() > 0),
                new Count("replays", Figures.count(coverage.replays()), false),
                new Count(
                        "replays without an answer",
                        Figures.count(coverage.failedReplays()),
                        coverage.failedReplays() > 0));
    }

    private static List<Absent> absent(Coverage coverage) {
        return Stream.of(
                        absent("Certified tasks that were never asked", coverage.missing(), coverage.missingCount()),
                        absent("Tasks that the certificate does not know", coverage.foreign(), coverage.foreignCount()))
                .filter(absent -> !absent.ids().isEmpty())
                .toList();
    }

    private static Absent absent(String name, List<String> ids, int count) {
        var shown = brief(ids);
        return new Absent(name, shown, Math.max(0, count - shown.size()));
    }

    private static List<Line> sides(Evaluation evaluation) {
        return List.of(
                line("Models", evaluation, Side::models),
                line("Fingerprints", evaluation, Side::fingerprints),
                line(
                        "Settings",
                        evaluation,
                        side -> side.settings().map(Digest::brief).stream().toList()),
                line("Runs", evaluation, Side::runs).unremarkable(),
                line(
                                "Replayed",
                                evaluation,
                                side -> side.at().map(Figures::time).stream().toList())
                        .unremarkable());
    }

    private static Line line(String name, Evaluation evaluation, Function<Side, List<String>> what) {
        var certified = what.apply(evaluation.baseline());
        var candidate = what.apply(evaluation.candidate());
        var differs = !certified.isEmpty() && !candidate.isEmpty() && !certified.equals(candidate);
        return new Line(name, known(certified), known(candidate), differs);
    }

    private static List<String> known(List<String> texts) {
        return texts.isEmpty() ? List.of(UNKNOWN) : brief(texts);
    }

    private static List<String> brief(List<String> texts) {
        return texts.stream()
                .limit(LONGEST_LIST)
                .map(text -> Excerpt.brief(text, LONGEST_ID))
                .toList();
    }

    private static List<PromiseCard.Fact> provenance(Evaluation evaluation) {
        return List.of(
                new PromiseCard.Fact("Evaluation", evaluation.id()),
                new PromiseCard.Fact("Made", Figures.time(evaluation.at())),
                new PromiseCard.Fact("Baseline signed with key", evaluation.keyId()),
                new PromiseCard.Fact("Certified settings", digest(evaluation.baseline())),
                new PromiseCard.Fact("Candidate settings", digest(evaluation.candidate())),
                new PromiseCard.Fact("Significance level", String.valueOf(evaluation.alpha())),
                new PromiseCard.Fact("Seed", String.valueOf(evaluation.seed())),
                new PromiseCard.Fact("Holdfast", evaluation.holdfast()));
    }

    private static String digest(Side side) {
        return side.settings().map(Digest::value).orElse(UNKNOWN);
    }
}
