package dev.holdfast.alerting.incident;

import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Mover;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a run shows of whatever it measures with: whether the control moved, or what scores.
public final class Measuring {
    private Measuring() {}

    /// That something which measures moved as well, in words; empty where nothing of that kind is shown.
    public static Optional<String> moved(Evaluation evaluation, String promise) {
        return suspects(evaluation, promise)
                .filter(suspect -> !suspect.mover().isOfTheAgent() && isMeasured(suspect.evidence()))
                .map(Attribution.Suspect::sentence)
                .findFirst();
    }

    /// That the control moved as far as the agent did, so that a broken promise says nothing about the agent; empty
    /// where it did not, or none was asked.
    public static Optional<String> controlMovedAsFar(Evaluation evaluation) {
        return evaluation.findings().stream()
                .filter(Finding.Broken.class::isInstance)
                .flatMap(
                        finding -> suspects(evaluation, finding.promised().id()).limit(1))
                .filter(suspect ->
                        suspect.mover() == Mover.HARNESS && suspect.evidence() instanceof Evidence.Controlled)
                .map(Attribution.Suspect::sentence)
                .findFirst();
    }

    private static Stream<Attribution.Suspect> suspects(Evaluation evaluation, String promise) {
        return evaluation.attribution().stream()
                .flatMap(attribution -> attribution.explained().stream())
                .filter(explained -> explained.promise().equals(promise))
                .map(Attribution.Explained::suspects)
                .flatMap(List::stream);
    }

    private static boolean isMeasured(Evidence evidence) {
        return switch (evidence) {
            case Evidence.Controlled _, Evidence.Rescored _, Evidence.Rejudged _ -> true;
            case Evidence.Changed _, Evidence.Remainder _, Evidence.NotRecorded _ -> false;
        };
    }
}
