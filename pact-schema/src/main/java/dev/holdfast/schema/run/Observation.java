package dev.holdfast.schema.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One golden task, asked once.
///
/// @param repeat         from 0: which of the repeats of the task in its run
/// @param model          that answered, as the server names it
/// @param fingerprint    of the server's configuration (`system_fingerprint`)
/// @param finish         why the answer ended (`stop`, `length`, …)
/// @param attempts       how often the target was asked until it answered or was given up
/// @param recordedScores made elsewhere
/// @param drafts         every time that the agent was asked, where a policy made one answer of several or where an
///                       answer came to no end
/// @param toolCalls      in the order in which they were made, as far as they were seen
public record Observation(
        String task,
        int repeat,
        Outcome outcome,
        Optional<Instant> at,
        Optional<String> model,
        Optional<String> fingerprint,
        Optional<String> finish,
        Optional<Duration> latency,
        Usage usage,
        int attempts,
        Map<String, Double> recordedScores,
        List<ToolCall> toolCalls,
        List<Draft> drafts) {

    public Observation {
        recordedScores = Map.copyOf(recordedScores);
        toolCalls = List.copyOf(toolCalls);
        drafts = List.copyOf(drafts);
    }

    /// Whether there was no answer.
    public boolean failed() {
        return outcome instanceof Outcome.Failed;
    }
}
