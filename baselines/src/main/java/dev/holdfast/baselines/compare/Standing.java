package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Scope;
import dev.holdfast.schema.run.Run;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Where runs stand by themselves, before there is anything to compare them with.
public final class Standing {
    private final PactFile file;
    private final List<GoldenTask> tasks;
    private final Observed observed;
    private final Hearing hearing;
    private final Confidence confidence;

    public Standing(PactFile file, List<GoldenTask> tasks, List<Run> runs, Confidence confidence) {
        this.file = file;
        this.tasks = tasks;
        this.observed = new Observed(runs);
        this.hearing = Hearing.of(runs);
        this.confidence = confidence;
    }

    /// The mean of every metric that has scores.
    public Map<String, Certificate.Level> levels() {
        var levels = new TreeMap<String, Certificate.Level>();
        for (var metric : file.pact().metrics().values()) {
            var scores = scores(metric, Scope.PLAIN);
            if (scores.length > 0) {
                var estimate = new Level(scores, metric.unit(), Statistic.MEAN, false, confidence).estimate();
                levels.put(
                        metric.name(),
                        new Certificate.Level(estimate.value(), estimate.low(), estimate.high(), scores.length));
            }
        }
        return levels;
    }

    /// The mean score by metric and task of everything that is scored by reading the answer, so that a scorer that
    /// changes is found by the same answers.
    public Map<String, Map<String, Double>> taskMeans() {
        var means = new TreeMap<String, Map<String, Double>>();
        for (var metric : file.pact().metrics().values()) {
            var scores = Rescoring.readsAnswers(metric)
                    ? Rescoring.means(metric, tasks, observed, hearing)
                    : Map.<String, Double>of();
            if (!scores.isEmpty()) {
                means.put(metric.name(), scores);
            }
        }
        return means;
    }

    /// The absolute promises that these very runs already break, in words.
    public List<String> brokenPromises() {
        return file.pact().promisesOfMetrics().stream()
                .flatMap(promise -> broken(promise).stream())
                .toList();
    }

    private Optional<String> broken(Promise.OfMetric promise) {
        var metric = file.pact().metricOf(promise);
        var scores = scores(metric, promise.on());
        if (scores.length == 0) {
            return Optional.empty();
        }
        var level = new Level(
                scores,
                metric.unit(),
                Statistic.valueOf(promise.about().statistic().name()),
                Gatherer.riseIsHarm(promise),
                confidence);
        var text = "these runs break the promise \"" + promise.text(metric.unit()) + "\" themselves";
        return switch (promise) {
            case Promise.AtLeast(var _, var bound)
            when level.estimate().high() < bound ->
                Optional.of(text + ": " + metric.unit().text(level.estimate().value()));
            case Promise.AtMost(var _, var bound)
            when level.estimate().low() > bound ->
                Optional.of(text + ": " + metric.unit().text(level.estimate().value()));
            case Promise.Always _
            when count(scores, score -> score < 1) > 0 ->
                Optional.of(text + ", " + count(scores, score -> score < 1) + " times");
            case Promise.Never _
            when count(scores, score -> score > 0) > 0 ->
                Optional.of(text + ", " + count(scores, score -> score > 0) + " times");
            default -> Optional.empty();
        };
    }

    private static long count(double[][] scores, java.util.function.DoublePredicate isBreach) {
        return Stream.of(scores)
                .flatMapToDouble(java.util.Arrays::stream)
                .filter(isBreach)
                .count();
    }

    private double[][] scores(Metric metric, Scope scope) {
        var scoring = new Scoring(metric, hearing);
        return tasks.stream()
                .filter(metric.on()::covers)
                .filter(scope::covers)
                .map(task -> scoring.scores(task, observed.answered(task.id())))
                .filter(scores -> scores.length > 0)
                .toArray(double[][]::new);
    }
}
