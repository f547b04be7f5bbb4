package dev.holdfast.alerting.incident;

import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Unit;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// What one run shows of one trouble, in so few numbers that they fit a message.
///
/// @param run        that was evaluated
/// @param evaluation id
/// @param verdict    of this promise or slice alone
/// @param sentence   for people
/// @param measured   absent where there is no number to it
/// @param confirmed  whether the whole interval lies beyond the limit
/// @param failed     replays without an answer
/// @param heat       of the watch, where it is in alarm
/// @param changed    what moved, as far as it is known
/// @param health     whether what measures can be relied on
public record Sighting(
        String run,
        String evaluation,
        Instant at,
        Verdict verdict,
        String sentence,
        Optional<Measured> measured,
        boolean confirmed,
        int replays,
        long failed,
        OptionalDouble heat,
        String changed,
        String health) {

    /// A change in numbers.
    ///
    /// @param allowed   how far it may move for the worse
    /// @param adjustedP that a change as large as this comes from chance alone
    public record Measured(
            Unit unit,
            double certified,
            double candidate,
            Estimate difference,
            double allowed,
            double adjustedP,
            int tasks,
            int replays) {
        static Measured of(Comparison.Change change) {
            return new Measured(
                    change.unit(),
                    change.certified(),
                    change.candidate(),
                    change.difference(),
                    change.allowed(),
                    change.adjustedP(),
                    change.sample().tasks(),
                    change.sample().newReplays());
        }
    }

    /// Share of the replays that failed; 0 where there were none.
    public double failedShare() {
        return replays == 0 ? 0 : (double) failed / replays;
    }

    /// Of something that measures.
    static Sighting of(Occasion occasion, Trouble trouble) {
        return of(occasion, Verdict.ERROR, trouble.sentence());
    }

    private static String changed(Evaluation evaluation) {
        return evaluation.attribution().map(Attribution::sentence).orElse("It is not recorded what changed.");
    }

    /// What is shown of this promise, or else of what the headline is about.
    private static String changed(Evaluation evaluation, Finding finding) {
        return evaluation
                .attribution()
                .flatMap(attribution -> attribution.of(finding))
                .map(Attribution.Explained::sentence)
                .orElseGet(() -> changed(evaluation));
    }

    private static String health(Occasion occasion, Optional<Finding> finding) {
        var coverage = occasion.evaluation().coverage();
        var answered = (coverage.replays() - coverage.failedReplays()) + " of " + coverage.replays()
                + " replays got an answer";
        var troubles = occasion.allTroubles();
        var unanswered = troubles.stream().allMatch(trouble -> trouble.part() == Identity.Part.TARGET);
        var moved = finding.flatMap(
                each -> Measuring.moved(occasion.evaluation(), each.promised().id()));
        if (troubles.isEmpty()) {
            return moved.map(sentence -> "Not quite: " + sentence + " " + answered + ".")
                    .orElse("Yes, as far as anything shows: " + answered
                            + ", and nothing that measures is known to be in trouble.");
        }
        return unanswered
                ? "Yes, as far as anything shows; it is the agent that was asked in vain: " + answered + "."
                : "No: "
                        + troubles.stream().map(Trouble::sentence).collect(java.util.stream.Collectors.joining(" "))
                        + " " + answered + ".";
    }

    /// Of a promise that the evaluation knows nothing of.
    static Sighting missing(Occasion occasion) {
        return of(occasion, Verdict.INCONCLUSIVE, "This run says nothing about it.");
    }

    private static Sighting of(Occasion occasion, Verdict verdict, String sentence) {
        var evaluation = occasion.evaluation();
        return new Sighting(
                String.join(", ", evaluation.candidate().runs()),
                evaluation.id(),
                evaluation.at(),
                verdict,
                sentence,
                Optional.empty(),
                false,
                evaluation.coverage().replays(),
                evaluation.coverage().failedReplays(),
                OptionalDouble.empty(),
                changed(evaluation),
                health(occasion, Optional.empty()));
    }

    static Sighting of(Occasion occasion, Finding finding, Identity.Drift identity) {
        var plain = of(occasion, finding.verdict(), finding.sentence());
        var heat = occasion.alarm(identity).map(Alarm::heat);
        var slice = identity.slice().flatMap(tag -> slice(finding, tag));
        var measured = slice.map(Finding.Slice::change)
                .or(() -> identity.slice().isEmpty() ? change(finding) : Optional.empty())
                .map(Measured::of);
        return new Sighting(
                plain.run,
                plain.evaluation,
                plain.at,
                slice.map(each -> of(each, finding)).orElse(finding.verdict()),
                slice.map(Finding.Slice::change).map(Sighting::sentence).orElse(finding.sentence()),
                measured,
                finding instanceof Finding.Broken broken && broken.confirmed(),
                plain.replays,
                plain.failed,
                heat.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                changed(occasion.evaluation(), finding),
                health(occasion, Optional.of(finding)));
    }

    private static Verdict of(Finding.Slice slice, Finding finding) {
        return slice.broken() ? Verdict.FAIL : finding instanceof Finding.Kept ? Verdict.PASS : Verdict.INCONCLUSIVE;
    }

    private static String sentence(Comparison.Change change) {
        return "On these tasks " + change.unit().text(change.certified()) + " became "
                + change.unit().text(change.candidate()) + ".";
    }

    private static Optional<Comparison.Change> change(Finding finding) {
        var comparison = switch (finding) {
            case Finding.Kept kept -> Optional.of(kept.comparison());
            case Finding.Broken broken -> Optional.of(broken.comparison());
            case Finding.Inconclusive open -> Optional.of(open.comparison());
            case Finding.NotMeasured _ -> Optional.<Comparison>empty();
        };
        return comparison.filter(Comparison.Change.class::isInstance).map(Comparison.Change.class::cast);
    }

    private static Optional<Finding.Slice> slice(Finding finding, String tag) {
        var slices = switch (finding) {
            case Finding.Kept kept -> kept.slices();
            case Finding.Broken broken -> broken.slices();
            case Finding.Inconclusive open -> open.slices();
            case Finding.NotMeasured _ -> java.util.List.<Finding.Slice>of();
        };
        return slices.stream().filter(each -> each.tag().equals(tag)).findFirst();
    }
}
