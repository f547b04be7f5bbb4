package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.ToolCall;
import dev.holdfast.schema.run.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// What came back from asking a target once.
///
/// @param model          that answered, as the server names it
/// @param fingerprint    of the server's configuration
/// @param finish         why the answer ended
/// @param retryAfter     how long the server asked to be left alone
/// @param recordedScores made elsewhere; only a recorded target has them
/// @param aside          what else is known
/// @param toolCalls      that were made on the way, as far as the target shows them
public record Reply(
        Outcome outcome,
        Optional<String> model,
        Optional<String> fingerprint,
        Optional<String> finish,
        Optional<Duration> latency,
        Usage usage,
        Optional<Duration> retryAfter,
        Map<String, Double> recordedScores,
        List<ToolCall> toolCalls,
        Optional<Aside> aside) {
    /// What is seldom known, and is no part of the answer.
    ///
    /// @param partial        what had arrived of an answer that came to no end
    /// @param logProbability the mean of the answer's tokens
    public record Aside(Optional<String> partial, OptionalDouble logProbability) {}

    public Reply {
        recordedScores = Map.copyOf(recordedScores);
        toolCalls = List.copyOf(toolCalls);
    }

    /// The same, with what it is known to have taken.
    public Reply with(Usage taken) {
        return new Reply(
                outcome, model, fingerprint, finish, latency, taken, retryAfter, recordedScores, toolCalls, aside);
    }

    /// No answer, and all that is known about why.
    public static Reply failed(Outcome.Kind kind, String message, Optional<Duration> retryAfter) {
        return new Reply(
                new Outcome.Failed(kind, message),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Usage.UNKNOWN,
                retryAfter,
                Map.of(),
                List.of(),
                Optional.empty());
    }

    /// The same failure, with what had arrived of the answer; nothing is nothing to keep.
    public Reply after(String arrived) {
        return arrived.isBlank()
                ? this
                : new Reply(
                        outcome,
                        model,
                        fingerprint,
                        finish,
                        latency,
                        usage,
                        retryAfter,
                        recordedScores,
                        toolCalls,
                        Optional.of(new Aside(Optional.of(arrived), OptionalDouble.empty())));
    }

    /// No answer.
    public static Reply failed(Outcome.Kind kind, String message) {
        return failed(kind, message, Optional.empty());
    }

    /// No answer in the time that one whole answer may take.
    public static Reply tooLate(Duration timeout) {
        var seconds = timeout.toMillis() % 1000 == 0 ? timeout.toSeconds() + " s" : timeout.toMillis() + " ms";
        return failed(Outcome.Kind.TIMEOUT, "no answer in " + seconds);
    }

    /// The same, with these tool calls.
    public Reply calling(List<ToolCall> calls) {
        return new Reply(outcome, model, fingerprint, finish, latency, usage, retryAfter, recordedScores, calls, aside);
    }
}
