package dev.holdfast.service.respond;

import dev.holdfast.alerting.channel.TrendChart;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import java.util.List;
import java.util.Optional;

/// The last runs of an agent as a picture.
final class Trend {
    /// How many fit side by side.
    static final int RUNS = 24;

    /// A single run is no trend.
    private static final int LEAST = 2;

    private Trend() {}

    /// Of one promise, or of one slice of it; empty where there is no number to it.
    ///
    /// @param evaluations the newest first
    static Optional<String> base64(List<Evaluation> evaluations, Identity.Drift drift) {
        var seen = evaluations.reversed().stream()
                .flatMap(run -> run.findings().stream())
                .filter(finding -> finding.promised().id().equals(drift.promise()))
                .flatMap(finding -> seen(finding, drift.slice()).stream())
                .toList();
        if (seen.size() < LEAST) {
            return Optional.empty();
        }
        var newest = seen.getLast().change();
        var fallHarms = newest.worst() < newest.difference().value();
        var limit = newest.certified() + (fallHarms ? -newest.allowed() : newest.allowed());
        return Optional.of(new TrendChart(
                        newest.certified(),
                        limit,
                        seen.stream().map(Seen::point).toList())
                .base64());
    }

    private record Seen(Comparison.Change change, boolean broken) {
        TrendChart.Point point() {
            return new TrendChart.Point(
                    change.candidate(),
                    change.certified() + change.difference().low(),
                    change.certified() + change.difference().high(),
                    broken);
        }
    }

    private static Optional<Seen> seen(Finding finding, Optional<String> slice) {
        return switch (finding) {
            case Finding.Kept(var _, var _, var comparison, var slices) -> seen(finding, comparison, slices, slice);
            case Finding.Broken(var _, var _, var comparison, var slices, var _) ->
                seen(finding, comparison, slices, slice);
            case Finding.Inconclusive(var _, var _, var comparison, var slices, var _) ->
                seen(finding, comparison, slices, slice);
            case Finding.NotMeasured _ -> Optional.empty();
        };
    }

    private static Optional<Seen> seen(
            Finding finding, Comparison whole, List<Finding.Slice> slices, Optional<String> wanted) {
        if (wanted.isPresent()) {
            return slices.stream()
                    .filter(each -> each.tag().equals(wanted.get()))
                    .map(each -> new Seen(each.change(), each.broken()))
                    .findFirst();
        }
        return whole instanceof Comparison.Change change
                ? Optional.of(new Seen(change, finding.verdict() == Verdict.FAIL))
                : Optional.empty();
    }
}
