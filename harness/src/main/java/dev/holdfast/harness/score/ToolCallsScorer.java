package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Measure.ToolCalls.Match;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import dev.holdfast.schema.run.ToolCall;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/// `tool_calls`: 1 where the agent called the tools that the task's `expected.tool_calls` lists, each as a name
/// or as `{name, arguments}`.
///
/// An answer without any call counts as one that was given without tools: to answer from memory what should have
/// been looked up is just what the metric is there to notice.
record ToolCallsScorer(Match match) implements Scorer {
    private static final Likeness EXACT = new Likeness(Set.of());

    @Override
    public Score score(GoldenTask task, Observation observation) {
        var wanted = task.expected().map(e -> e.at(Measure.ToolCalls.POINTER)).filter(JsonNode::isArray);
        if (wanted.isEmpty()) {
            return Wanted.NOT_EXPECTED;
        }
        if (observation.outcome() instanceof Outcome.ScoredElsewhere
                && observation.toolCalls().isEmpty()) {
            return new Score.Unscored("its tool calls were not recorded");
        }
        var calls = StreamSupport.stream(wanted.get().spliterator(), false).toList();
        return Check.of(matches(calls, observation.toolCalls()));
    }

    private boolean matches(List<JsonNode> wanted, List<ToolCall> made) {
        var names = wanted.stream().map(ToolCallsScorer::name).toList();
        var called = made.stream().map(ToolCall::name).toList();
        return switch (match) {
            case SET -> new HashSet<>(names).equals(new HashSet<>(called));
            case ORDER -> names.equals(called);
            case ARGUMENTS ->
                names.equals(called)
                        && IntStream.range(0, made.size())
                                .allMatch(i ->
                                        sameArguments(wanted.get(i), made.get(i).arguments()));
        };
    }

    /// A bare name, or a call without `arguments`, says nothing of them.
    private static boolean sameArguments(JsonNode wanted, JsonNode made) {
        var arguments = wanted.path("arguments");
        return arguments.isMissingNode() || EXACT.same(made, arguments);
    }

    private static String name(JsonNode call) {
        return call.isTextual() ? call.textValue() : call.path("name").asText();
    }
}
