package dev.holdfast.baselines.compare;

import dev.holdfast.harness.replay.Policy;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Draft;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// One recorded replay, and what a policy would have made of its drafts.
///
/// @param first    the first answer, as an observation of its own
/// @param policy   the policy's answer
/// @param answers  that the policy asked for
record PolicyTrial(GoldenTask task, Observation first, Observation policy, int answers) {
    /// The answers of a replay in their order; an answer without drafts is its only one.
    static List<Draft> answers(Observation observation) {
        if (!observation.drafts().isEmpty()) {
            return observation.drafts().stream()
                    .filter(draft -> !draft.failed())
                    .toList();
        }
        return observation.outcome() instanceof Outcome.Answered
                ? List.of(new Draft(
                        observation.outcome(),
                        observation.model(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        observation.latency(),
                        observation.usage()))
                : List.of();
    }

    /// As it was recorded.
    static Optional<PolicyTrial> recorded(GoldenTask task, Observation observation) {
        var answers = answers(observation);
        return observation.failed() || answers.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new PolicyTrial(task, alone(observation, answers.getFirst()), observation, answers.size()));
    }

    /// Under another policy; empty where it would have asked for more than was recorded.
    static Optional<PolicyTrial> of(GoldenTask task, Observation observation, Policy policy)
            throws InterruptedException {
        var recorded = answers(observation);
        var used = new ArrayList<Draft>();
        var latency = Optional.of(Duration.ZERO);
        for (var more = policy.more(task, used); more > 0; more = policy.more(task, used)) {
            if (used.size() + more > recorded.size()) {
                return Optional.empty();
            }
            var round = recorded.subList(used.size(), used.size() + more);
            latency = latency.flatMap(sum -> slowest(round).map(sum::plus));
            used.addAll(round);
        }
        return used.isEmpty() ? Optional.empty() : chosen(task, observation, used, latency, policy.choose(task, used));
    }

    private static Optional<PolicyTrial> chosen(
            GoldenTask task,
            Observation observation,
            List<Draft> used,
            Optional<Duration> latency,
            Policy.Choice choice) {
        Optional<Outcome> outcome = switch (choice) {
            case Policy.Choice.Take(var answer) -> Optional.of(used.get(answer).outcome());
            case Policy.Choice.HandOver(var best, var reason) ->
                used.get(best).outcome() instanceof Outcome.Answered(var text)
                        ? Optional.of(new Outcome.Escalated(text, reason))
                        : Optional.empty();
            case Policy.Choice.Undecided _ -> Optional.empty();
        };
        return outcome.map(end -> new PolicyTrial(
                task, alone(observation, used.getFirst()), with(observation, end, latency, usage(used)), used.size()));
    }

    private static Observation alone(Observation observation, Draft answer) {
        return with(observation, answer.outcome(), answer.latency(), answer.usage());
    }

    private static Observation with(Observation of, Outcome outcome, Optional<Duration> latency, Usage usage) {
        return new Observation(
                of.task(),
                of.repeat(),
                outcome,
                of.at(),
                of.model(),
                of.fingerprint(),
                of.finish(),
                latency,
                usage,
                1,
                of.recordedScores(),
                of.toolCalls(),
                List.of());
    }

    private static Optional<Duration> slowest(List<Draft> round) {
        return round.stream().flatMap(draft -> draft.latency().stream()).max(Comparator.naturalOrder());
    }

    private static Usage usage(List<Draft> used) {
        return new Usage(
                OptionalLong.empty(),
                OptionalLong.empty(),
                used.stream().allMatch(draft -> draft.usage().costUsd().isPresent())
                        ? OptionalDouble.of(used.stream()
                                .mapToDouble(draft -> draft.usage().costUsd().getAsDouble())
                                .sum())
                        : OptionalDouble.empty());
    }
}
