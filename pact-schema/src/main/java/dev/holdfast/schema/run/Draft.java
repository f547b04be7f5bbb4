package dev.holdfast.schema.run;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/// One of several times that the agent was asked for the one answer of a replay.
///
/// @param partial        what had arrived of an answer that came to no end
/// @param logProbability the mean of its tokens, where the server tells it
public record Draft(
        Outcome outcome,
        Optional<String> model,
        Optional<String> partial,
        OptionalDouble logProbability,
        Optional<Duration> latency,
        Usage usage) {

    /// Whether it holds no answer.
    public boolean failed() {
        return outcome instanceof Outcome.Failed;
    }
}
