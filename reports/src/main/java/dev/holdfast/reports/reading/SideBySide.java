package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Serving;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Two models on this machine, line by line: what was certified of the one and found of the other, and what each takes.
public record SideBySide(String certified, String candidate, List<Line> lines) {
    private static final double MEGABYTE = 1e6;

    /// The most serious; the promises have them all.
    private static final int MOST_METRICS = 6;

    /// One thing of both.
    public record Line(String name, String certified, String candidate, String change) {}

    /// Empty where the models were not measured.
    public static Optional<SideBySide> of(Evaluation evaluation) {
        return evaluation
                .serving()
                .map(serving -> new SideBySide(
                        serving.certified().model(),
                        serving.candidate().model(),
                        Stream.concat(quality(evaluation), costs(serving)).toList()));
    }

    /// Every share that was compared; those of one metric are the same.
    private static Stream<Line> quality(Evaluation evaluation) {
        return Reading.of(evaluation).stream()
                .flatMap(reading -> reading.comparison().stream()
                        .filter(comparison ->
                                comparison instanceof Comparison.Change change && change.unit() == Unit.SHARE)
                        .map(comparison -> line(reading.promised().metric(), (Comparison.Change) comparison)))
                .distinct()
                .limit(MOST_METRICS);
    }

    private static Line line(String metric, Comparison.Change change) {
        return new Line(
                metric,
                Figures.value(change.unit(), change.certified()),
                Figures.value(change.unit(), change.candidate()),
                Figures.difference(change.unit(), change.difference().value()));
    }

    private static Stream<Line> costs(Serving serving) {
        var one = serving.certified();
        var other = serving.candidate();
        return Stream.of(
                line("tokens a second", "%,.0f", one.tokensPerSecond(), other.tokensPerSecond()),
                line("tokens a processor second", "%,.0f", one.tokensPerCpuSecond(), other.tokensPerCpuSecond()),
                line("weights", "%,.1f MB", one.weights() / MEGABYTE, other.weights() / MEGABYTE));
    }

    private static Line line(String name, String format, double one, double other) {
        var change = 100 * (other / one - 1);
        var size = String.format(Locale.ROOT, "%.0f %%", Math.abs(change));
        return new Line(
                name,
                String.format(Locale.ROOT, format, one),
                String.format(Locale.ROOT, format, other),
                (size.equals("0 %") ? "" : change < 0 ? "−" : "+") + size);
    }
}
