package dev.holdfast.service.transcript;

import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.ToolCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// One replay, word for word.
///
/// @param request    as it was asked
/// @param response   absent where there was none
/// @param failure    why there was none, or why it went to a person
/// @param confidence from 0 to 1, as the agent stated it
public record Transcript(
        String run,
        String task,
        int repeat,
        Optional<Instant> at,
        String request,
        Optional<String> response,
        Optional<String> failure,
        List<Call> calls,
        Optional<Double> confidence) {

    /// A tool that was called.
    ///
    /// @param before what was wrong with the arguments, before the tool was asked
    /// @param after  what was wrong with its answer
    public record Call(
            String name, String arguments, List<String> before, Optional<String> result, List<String> after) {
        /// How a problem of an answer begins, among the problems of a call.
        private static final String OF_RESULT = "result:";

        public Call {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }

        static Call of(ToolCall call) {
            var after = call.problems().stream()
                    .filter(problem -> problem.startsWith(OF_RESULT))
                    .toList();
            var before = call.problems().stream()
                    .filter(problem -> !problem.startsWith(OF_RESULT))
                    .toList();
            return new Call(call.name(), Json.line(call.arguments()), before, call.result(), after);
        }

        private Call masked(UnaryOperator<String> mask) {
            // a problem quotes what it is about
            return new Call(
                    name,
                    mask.apply(arguments),
                    before.stream().map(mask).toList(),
                    result.map(mask),
                    after.stream().map(mask).toList());
        }
    }

    public Transcript {
        calls = List.copyOf(calls);
        confidence.ifPresent(value -> {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("confidence goes from 0 to 1, not " + value);
            }
        });
    }

    /// Of what was observed when this was asked.
    public static Transcript of(String run, String request, Observation observation) {
        var calls = observation.toolCalls().stream().map(Call::of).toList();
        return new Transcript(
                run,
                observation.task(),
                observation.repeat(),
                observation.at(),
                request,
                response(observation.outcome()),
                failure(observation.outcome()),
                calls,
                Optional.empty());
    }

    /// Every text of it passed through a mask.
    Transcript masked(UnaryOperator<String> mask) {
        return new Transcript(
                run,
                task,
                repeat,
                at,
                mask.apply(request),
                response.map(mask),
                failure.map(mask),
                calls.stream().map(call -> call.masked(mask)).toList(),
                confidence);
    }

    private static Optional<String> response(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered(var text) -> Optional.of(text);
            case Outcome.Escalated escalated -> Optional.of(escalated.text());
            case Outcome.ScoredElsewhere _ -> Optional.empty();
            case Outcome.Failed _ -> Optional.empty();
        };
    }

    private static Optional<String> failure(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered _ -> Optional.empty();
            case Outcome.Escalated escalated -> Optional.of("handed to a person: " + escalated.reason());
            case Outcome.ScoredElsewhere _ -> Optional.empty();
            case Outcome.Failed(var kind, var message) -> Optional.of(kind.key() + ": " + message);
        };
    }
}
