package dev.holdfast.harness.score;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Message;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Scope;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import dev.holdfast.schema.run.ToolCall;
import dev.holdfast.schema.run.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Valid metrics, tasks and observations to start from.
final class Examples {
    static final Extract WHOLE = new Extract.Whole();
    static final Measure.Ideal EXPECTED = new Measure.Ideal.Expected("");

    private Examples() {}

    static Metric metric(Measure measure, Extract of, Metric.Ignore... ignored) {
        return new Metric("m", Optional.empty(), of, Scope.EVERYTHING, Set.of(ignored), measure, Digest.of("m"));
    }

    static GoldenTask expecting(String json) {
        return new GoldenTask("t", List.of(), Optional.of(Json.tree("expected", json)), Set.of(), Optional.empty());
    }

    static GoldenTask expectingNothing() {
        return new GoldenTask("t", List.of(), Optional.empty(), Set.of(), Optional.empty());
    }

    static Observation observed(Outcome outcome, Usage usage, Map<String, Double> scores) {
        return new Observation(
                "t",
                0,
                outcome,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                usage,
                1,
                scores,
                List.of(),
                List.of());
    }

    static Observation answered(String text) {
        return observed(new Outcome.Answered(text), Usage.UNKNOWN, Map.of());
    }

    static GoldenTask asking(String question) {
        var messages = List.of(new Message(Message.Role.USER, question));
        return new GoldenTask("t", messages, Optional.empty(), Set.of(), Optional.empty());
    }

    static Observation calling(String answer, List<ToolCall> calls) {
        var plain = answered(answer);
        return new Observation(
                plain.task(),
                plain.repeat(),
                plain.outcome(),
                plain.at(),
                plain.model(),
                plain.fingerprint(),
                plain.finish(),
                plain.latency(),
                plain.usage(),
                plain.attempts(),
                plain.recordedScores(),
                calls,
                List.of());
    }

    static Score score(Metric metric, GoldenTask task, String answer) {
        return Scorers.of(metric, Hearing.NONE).score(task, answered(answer));
    }
}
