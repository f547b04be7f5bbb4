package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Scope;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Where runs stand by themselves, before there is anything to compare them with. Of an observation only its scores
/// are kept, so that there may be any number of them.
public final class Standing {
    private final PactFile file;
    private final Map<String, GoldenTask> tasks = new LinkedHashMap<>();
    private final Map<String, ScoreSheet> sheets = new LinkedHashMap<>();
    private final Confidence confidence;

    /// Of nothing yet.
    ///
    /// @param hearing what judges have said of what will be added
    public Standing(PactFile file, List<GoldenTask> tasks, Hearing hearing, Confidence confidence) {
        this.file = file;
        tasks.forEach(task -> this.tasks.put(task.id(), task));
        file.pact()
                .metrics()
                .values()
                .forEach(metric -> sheets.put(metric.name(), new ScoreSheet(metric, new Scoring(metric, hearing))));
        this.confidence = confidence;
    }

    public Standing(PactFile file, List<GoldenTask> tasks, List<Run> runs, Confidence confidence) {
        this(file, tasks, Hearing.of(runs), confidence);
        runs.forEach(run -> run.observations().forEach(this::add));
    }

    /// One more observation; what failed adds nothing.
    public void add(Observation observation) {
        var task = tasks.get(observation.task());
        if (task != null && !observation.failed()) {
            sheets.values().forEach(sheet -> sheet.add(task, observation));
        }
    }

    /// The mean of every metric that has scores.
    public Map<String, Certificate.Level> levels() {
        var levels = new TreeMap<String, Certificate.Level>();
        for (var metric : file.pact().metrics().values()) {
            var scores = scores(metric, Scope.PLAIN);
            if (!scores.isEmpty()) {
                var estimate = level(scores, metric, Statistic.MEAN, false).estimate();
                levels.put(
                        metric.name(),
                        new Certificate.Level(estimate.value(), estimate.low(), estimate.high(), scores.size()));
            }
        }
        return levels;
    }

    /// The mean score by metric and task of everything that is scored by reading the answer, so that a scorer that
    /// changes is found by the same answers.
    public Map<String, Map<String, Double>> taskMeans() {
        var means = new TreeMap<String, Map<String, Double>>();
        for (var metric : file.pact().metrics().values()) {
            var scores = Rescoring.readsAnswers(metric) ? means(metric) : Map.<String, Double>of();
            if (!scores.isEmpty()) {
                means.put(metric.name(), scores);
            }
        }
        return means;
    }

    private Map<String, Double> means(Metric metric) {
        var means = new TreeMap<String, Double>();
        var sheet = sheet(metric);
        for (var task : tasks.keySet()) {
            var scores = sheet.of(task);
            if (scores.length > 0) {
                means.put(task, Change.mean(scores));
            }
        }
        return means;
    }

    private ScoreSheet sheet(Metric metric) {
        return Objects.requireNonNull(sheets.get(metric.name()));
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
        if (scores.isEmpty()) {
            return Optional.empty();
        }
        var level = level(
                scores, metric, Statistic.valueOf(promise.about().statistic().name()), Gatherer.riseIsHarm(promise));
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

    private Level level(Map<GoldenTask, double[]> scores, Metric metric, Statistic statistic, boolean highIsHarm) {
        return new Level(
                new Level.Scores(scores.values().toArray(double[][]::new), Clusters.of(List.copyOf(scores.keySet()))),
                metric.unit(),
                statistic,
                highIsHarm,
                confidence);
    }

    private static long count(Map<GoldenTask, double[]> scores, java.util.function.DoublePredicate isBreach) {
        return scores.values().stream()
                .flatMapToDouble(java.util.Arrays::stream)
                .filter(isBreach)
                .count();
    }

    /// In the order of the tasks; one without scores is absent.
    private Map<GoldenTask, double[]> scores(Metric metric, Scope scope) {
        var sheet = sheet(metric);
        var scores = new LinkedHashMap<GoldenTask, double[]>();
        tasks.values().stream().filter(scope::covers).forEach(task -> {
            var values = sheet.of(task.id());
            if (values.length > 0) {
                scores.put(task, values);
            }
        });
        return scores;
    }
}
