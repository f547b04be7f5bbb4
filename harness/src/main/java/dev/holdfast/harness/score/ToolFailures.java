package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Handling;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.ToolCall;
import java.util.List;
import java.util.Optional;

/// What agents do about tools that have failed.
///
/// One of four, told in this order: invented, where the answer states a fact without [Grounds], whatever else it
/// says; another way, where a later call, of another tool or with other arguments, was answered; reported, where the
/// answer says that something could not be looked up ([FailureReport]); else went on.
public final class ToolFailures {
    private ToolFailures() {}

    /// Empty where no tool failed in a way that the agent could see, or no text was recorded.
    public static Optional<Handling> handling(GoldenTask task, Observation observation) {
        var calls = observation.toolCalls();
        return observation.outcome() instanceof Outcome.Answered(var text)
                        && calls.stream().anyMatch(ToolCall::hasFailed)
                ? Optional.of(handling(task, observation, text))
                : Optional.empty();
    }

    private static Handling handling(GoldenTask task, Observation observation, String text) {
        var grounds = Grounds.of(task, observation);
        if (!Facts.of(text).stream().allMatch(grounds::hold)) {
            return Handling.INVENTED;
        }
        if (foundAnotherWay(observation.toolCalls())) {
            return Handling.ANOTHER_WAY;
        }
        return FailureReport.isIn(text) ? Handling.REPORTED : Handling.WENT_ON;
    }

    private static boolean foundAnotherWay(List<ToolCall> calls) {
        var failed = calls.stream().filter(ToolCall::hasFailed).findFirst().orElseThrow();
        return calls.subList(calls.indexOf(failed) + 1, calls.size()).stream()
                .filter(call -> !call.hasFailed() && call.problems().isEmpty())
                .anyMatch(call ->
                        !call.name().equals(failed.name()) || !call.arguments().equals(failed.arguments()));
    }
}
