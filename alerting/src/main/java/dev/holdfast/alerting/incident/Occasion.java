package dev.holdfast.alerting.incident;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One run of a watched agent, and all that is known about it.
///
/// @param alarms     that the watch is in after this run
/// @param troubles   with whatever measures, as far as the caller knows of them
/// @param contact    whom and what the pact names
public record Occasion(
        Subject subject, Evaluation evaluation, List<Alarm> alarms, List<Trouble> troubles, Contact contact) {
    public Occasion {
        alarms = List.copyOf(alarms);
        troubles = List.copyOf(troubles);
    }

    /// All of them. Where the evaluation could not measure and nobody said why, it is the agent that did not answer.
    public List<Trouble> allTroubles() {
        if (!isSound(troubles) || evaluation.verdict() != Verdict.ERROR) {
            return troubles;
        }
        var silent = new Trouble(Identity.Part.TARGET, subject.words(), evaluation.headline());
        return Stream.concat(troubles.stream(), Stream.of(silent)).toList();
    }

    /// Whether what was measured may be held for or against the agent.
    boolean countsAsEvidence() {
        return isSound(allTroubles()) && !evaluation.isEmpty();
    }

    private static boolean isSound(List<Trouble> troubles) {
        return troubles.stream().noneMatch(trouble -> trouble.part().spoils());
    }

    /// The same, and one trouble more.
    public Occasion with(Trouble another) {
        var all = Stream.concat(troubles.stream(), Stream.of(another)).toList();
        return new Occasion(subject, evaluation, alarms, all, contact);
    }

    /// Whether every certified task that can be compared was compared.
    boolean isComplete() {
        var coverage = evaluation.coverage();
        return coverage.missingCount() == 0
                && coverage.failed() == 0
                && coverage.common() + coverage.reworded() >= coverage.certified();
    }

    Optional<Alarm> alarm(Identity.Drift identity) {
        return alarms.stream()
                .filter(alarm -> alarm.promise().equals(identity.promise())
                        && alarm.slice().equals(identity.slice()))
                .findFirst();
    }

    /// The whole promise where it alarms, or else those of its slices that do: one drift is one incident.
    Stream<Alarm> leadingAlarms() {
        return alarms.stream()
                .filter(alarm -> alarm.slice().isEmpty()
                        || alarms.stream()
                                .noneMatch(other -> other.slice().isEmpty()
                                        && other.promise().equals(alarm.promise())));
    }
}
