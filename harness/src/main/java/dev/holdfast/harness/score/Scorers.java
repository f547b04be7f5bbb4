package dev.holdfast.harness.score;

import com.google.re2j.Pattern;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.run.Outcome;

/// Makes the scorer that a metric of a pact asks for.
///
/// Three rules hold for every one of them. A failed replay has no score: asking for one is an
/// [IllegalArgumentException], so that an outage can never be read as behaviour. What could not be seen (a text
/// that was not recorded, a latency that is not known, a task without `expected`) is unscored, with the reason. But
/// an answer in which the part that the metric looks at is missing, or which is no JSON where JSON is looked for,
/// is the agent's own doing, and scores 0.
public final class Scorers {
    private Scorers() {}

    /// The metric's scorer, for the tasks that the metric is about.
    public static Scorer of(Metric metric) {
        var scorer = scorer(metric);
        return (task, observation) -> {
            if (observation.outcome() instanceof Outcome.Failed(var kind, var message)) {
                throw new IllegalArgumentException("a failed replay has no score: " + observation.task() + " repeat "
                        + observation.repeat() + ", " + kind.key() + ", " + message);
            }
            return scorer.score(task, observation);
        };
    }

    private static Scorer scorer(Metric metric) {
        return switch (metric.measure()) {
            case Measure.Equals(var ideal) ->
                answer(metric, new EqualsCheck(Wanted.of(ideal, metric.of()), new Likeness(metric.ignore())));
            case Measure.Contains(var ideals) -> {
                var wanted = ideals.stream()
                        .map(ideal -> Wanted.of(ideal, metric.of()))
                        .toList();
                yield answer(metric, new ContainsCheck(wanted, new Likeness(metric.ignore())));
            }
            case Measure.Regex(var pattern) -> answer(metric, new RegexCheck(Pattern.compile(pattern)));
            case Measure.JsonSchema json -> answer(metric, JsonSchemaCheck.of(json.schema(), isText(metric.of())));
            case Measure.Refusal(var expected) -> answer(metric, new RefusalCheck(expected));
            case Measure.RecordedScore(var name) -> new RecordedScoreScorer(name);
            case Measure.Latency _ -> new LatencyScorer();
            case Measure.Cost _ -> new CostScorer();
            case Measure.Length(var of) ->
                of == Measure.Length.Of.TOKENS ? new TokensScorer() : answer(metric, new LengthCheck(of));
        };
    }

    private static Scorer answer(Metric metric, Check check) {
        return new AnswerScorer(Finder.of(metric.of()), check);
    }

    private static boolean isText(Extract extract) {
        return switch (extract) {
            case Extract.Whole _, Extract.Pattern _ -> true;
            case Extract.Path _, Extract.Pointer _ -> false;
        };
    }
}
