package dev.holdfast.schema.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a policy made of the answers of an agent.
///
/// @param policy   its name
/// @param replays  that were looked at: for each of them all is known that the policy would have asked for
/// @param unknown  replays that were left out, because it would have asked for answers that nobody recorded
/// @param escalated of the replays, how many it handed over to a person
/// @param answers  that it asked for, a replay
/// @param cost     US dollars a replay, where they are known
/// @param latency  seconds a replay, where they are known
public record PolicyReading(
        String policy,
        int replays,
        int unknown,
        int escalated,
        double answers,
        Change cost,
        Change latency,
        List<OfMetric> metrics) {
    public PolicyReading {
        metrics = List.copyOf(metrics);
    }

    /// Means of the first answers alone, and of all that the policy asked for.
    public record Change(OptionalDouble first, OptionalDouble policy) {
        /// How many times as much; empty where one of them is unknown or nothing.
        public OptionalDouble times() {
            return first.isPresent() && policy.isPresent() && first.getAsDouble() > 0
                    ? OptionalDouble.of(policy.getAsDouble() / first.getAsDouble())
                    : OptionalDouble.empty();
        }
    }

    /// One metric, with 95 % intervals over tasks.
    ///
    /// @param first     the first answers to all of the tasks
    /// @param kept      the policy's answers, to those tasks that it answered
    /// @param gain      the policy's answers less the first answers to the same replays
    /// @param escalated the first answers to what was handed over: low where the right ones were
    public record OfMetric(
            String metric, int tasks, Estimate first, Estimate kept, Estimate gain, Optional<Estimate> escalated) {}
}
