package dev.holdfast.harness.score;

import com.google.re2j.Pattern;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import java.util.List;

/// Makes the scorer that a metric of a pact asks for.
///
/// Three rules hold for every one of them. A failed replay has no score: asking for one is an
/// [IllegalArgumentException], so that an outage can never be read as behaviour. What could not be seen (a text
/// that was not recorded, a latency that is not known, a task without `expected`) is unscored, with the reason. But
/// an answer in which the part that the metric looks at is missing, or which is no JSON where JSON is looked for,
/// is the agent's own doing, and scores 0. An answer that was handed over to a person is unscored, for the person's
/// answer is not the agent's; how often that happens is the metric `escalated`.
public final class Scorers {
    private Scorers() {}

    /// The metric's scorer, for the tasks that the metric is about.
    ///
    /// @param hearing what judges have said; only a `judge` metric listens
    public static Scorer of(Metric metric, Hearing hearing) {
        var scorer = scorer(metric, hearing);
        return (task, observation) -> {
            if (observation.outcome() instanceof Outcome.Failed(var kind, var message)) {
                throw new IllegalArgumentException("a failed replay has no score: " + observation.task() + " repeat "
                        + observation.repeat() + ", " + kind.key() + ", " + message);
            }
            return observation.outcome() instanceof Outcome.Escalated(var _, var reason) && !isOfEveryReplay(metric)
                    ? new Score.Unscored("handed over to a person: " + reason)
                    : scorer.score(task, observation);
        };
    }

    /// Whether the metric is about what a replay took or whether it was handed over, and not about its answer.
    private static boolean isOfEveryReplay(Metric metric) {
        return switch (metric.measure()) {
            case Measure.Latency _, Measure.Cost _, Measure.Escalated _ -> true;
            case Measure.Length(var of) -> of == Measure.Length.Of.TOKENS;
            default -> false;
        };
    }

    /// Everything that judges have to be asked so that the observation has a score; nothing for most metrics.
    public static List<Ballot> ballots(Metric metric, Hearing hearing, GoldenTask task, Observation observation) {
        return metric.measure() instanceof Measure.Judge judge
                ? new JudgeScorer(judge, Finder.of(metric.of()), hearing).ballots(task, observation)
                : List.of();
    }

    private static Scorer scorer(Metric metric, Hearing hearing) {
        var finder = Finder.of(metric.of());
        return switch (metric.measure()) {
            case Measure.Equals(var ideal) ->
                answer(metric, new EqualsCheck(wanted(ideal, metric), new Likeness(metric.ignore())));
            case Measure.Within(var ideal, var margin) ->
                answer(metric, new WithinCheck(wanted(ideal, metric), margin));
            case Measure.Contains(var ideals) -> {
                var wanted = ideals.stream().map(ideal -> wanted(ideal, metric)).toList();
                yield answer(metric, new ContainsCheck(wanted, new Likeness(metric.ignore())));
            }
            case Measure.Regex(var pattern) -> answer(metric, new RegexCheck(Pattern.compile(pattern)));
            case Measure.JsonSchema json -> answer(metric, JsonSchemaCheck.of(json.schema(), isText(metric.of())));
            case Measure.Similarity similarity -> answer(metric, similarity(similarity, metric));
            case Measure.Refusal(var expected) -> answer(metric, new RefusalCheck(expected));
            case Measure.Language(var code) -> answer(metric, new LanguageCheck(code));
            case Measure.ToolCalls(var match) -> new ToolCallsScorer(match);
            case Measure.ToolsWithin(var tools) -> new ToolsWithinScorer(tools);
            case Measure.Grounded grounded -> new GroundedScorer(finder, grounded);
            case Measure.OnToolFailure(var good) -> new OnToolFailureScorer(good);
            case Measure.Leaks leaks -> new LeaksScorer(finder, leaks);
            case Measure.Command command -> new CommandScorer(command, finder);
            case Measure.Judge judge -> new JudgeScorer(judge, finder, hearing);
            case Measure.RecordedScore(var name) -> new RecordedScoreScorer(name);
            case Measure.Latency _ -> new LatencyScorer();
            case Measure.Cost _ -> new CostScorer();
            case Measure.Escalated _ ->
                (_, observation) -> new Score.Scored(observation.outcome() instanceof Outcome.Escalated ? 1 : 0);
            case Measure.Length(var of) ->
                of == Measure.Length.Of.TOKENS ? new TokensScorer() : answer(metric, new LengthCheck(of));
        };
    }

    private static Scorer answer(Metric metric, Check check) {
        return new AnswerScorer(Finder.of(metric.of()), check);
    }

    private static Check similarity(Measure.Similarity similarity, Metric metric) {
        var wanted = wanted(similarity.ideal(), metric);
        if (similarity.model().isEmpty()) {
            return SimilarityCheck.of(wanted, similarity.by(), LexicalEmbedder.DEFAULT);
        }
        var model = similarity.model().get();
        return EmbeddingModels.ALL.stream()
                .flatMap(models -> models.open(model.folder()).stream())
                .findFirst()
                .<Check>map(embedder -> SimilarityCheck.of(wanted, similarity.by(), embedder))
                .orElse((_, _) ->
                        new Score.Unscored("nothing here can embed texts with the model in \"" + model.path() + "\""));
    }

    private static Wanted wanted(Measure.Ideal ideal, Metric metric) {
        return Wanted.of(ideal, metric.of());
    }

    private static boolean isText(Extract extract) {
        return switch (extract) {
            case Extract.Whole _, Extract.Pattern _ -> true;
            case Extract.Path _, Extract.Pointer _ -> false;
        };
    }
}
