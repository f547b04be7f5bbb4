package dev.holdfast.service.gate;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Mode;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// One promise in a gate's answer.
///
/// @param replays   of the candidate that it rests on; 0 where nothing could be measured
/// @param interval  of the change, or of the value where the promise is about a value
/// @param nextStep  what would probably decide it
public record Clause(
        String id,
        String text,
        Mode mode,
        Verdict verdict,
        int replays,
        OptionalDouble observed,
        OptionalDouble certified,
        Optional<Estimate> interval,
        String sentence,
        Optional<String> nextStep) {
    static Clause of(Finding finding) {
        return switch (finding) {
            case Finding.Kept(var _, var _, var comparison, var _) -> of(finding, comparison, OptionalInt.empty());
            case Finding.Broken(var _, var _, var comparison, var _, var _) ->
                of(finding, comparison, OptionalInt.empty());
            case Finding.Inconclusive(var _, var _, var comparison, var _, var more) -> of(finding, comparison, more);
            case Finding.NotMeasured _ ->
                new Clause(
                        finding.promised().id(),
                        finding.promised().text(),
                        finding.promised().mode(),
                        finding.verdict(),
                        0,
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        finding.sentence(),
                        Optional.empty());
        };
    }

    private static Clause of(Finding finding, Comparison comparison, OptionalInt more) {
        return new Clause(
                finding.promised().id(),
                finding.promised().text(),
                finding.promised().mode(),
                finding.verdict(),
                comparison.sample().newReplays(),
                observed(comparison),
                comparison instanceof Comparison.Change change
                        ? OptionalDouble.of(change.certified())
                        : OptionalDouble.empty(),
                interval(comparison),
                finding.sentence(),
                more.isPresent() ? Optional.of("run " + more.getAsInt() + " more replays") : Optional.empty());
    }

    private static OptionalDouble observed(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change -> OptionalDouble.of(change.candidate());
            case Comparison.Level level -> OptionalDouble.of(level.candidate().value());
            case Comparison.Breaches breaches -> OptionalDouble.of(breaches.count());
            case Comparison.Distribution _ -> OptionalDouble.empty();
        };
    }

    private static Optional<Estimate> interval(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change -> Optional.of(change.difference());
            case Comparison.Level level -> Optional.of(level.candidate());
            case Comparison.Breaches _, Comparison.Distribution _ -> Optional.empty();
        };
    }
}
