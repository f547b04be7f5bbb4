package dev.holdfast.baselines.compare;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/// One metric's scores of tasks under stress, beside those of the same tasks without it.
final class StressedScores {
    private final Metric metric;
    private final Map<String, GoldenTask> suite;
    private final Observed certified;
    private final Observed candidate;
    private final Scoring scoring;

    StressedScores(
            Metric metric, Map<String, GoldenTask> suite, Scoring scoring, Observed certified, Observed candidate) {
        this.metric = metric;
        this.suite = suite;
        this.certified = certified;
        this.candidate = candidate;
        this.scoring = scoring;
    }

    Metric metric() {
        return metric;
    }

    Observed candidate() {
        return candidate;
    }

    /// The candidate's; empty where it has none.
    double[] now(GoldenTask task) {
        return scores(task, candidate);
    }

    /// The candidate's on the same task as it stands in the golden files.
    double[] plain(GoldenTask task) {
        return Optional.ofNullable(suite.get(task.origin()))
                .map(origin -> scores(origin, candidate))
                .orElseGet(() -> new double[0]);
    }

    /// Plain against stressed, for the tasks that have both; they take the places of certified and candidate.
    PairedScores pairs(List<GoldenTask> tasks) {
        var pairs = tasks.stream()
                .map(task -> new PairedScores.Pair(task, plain(task), now(task)))
                .filter(pair -> pair.certified().length > 0 && pair.candidate().length > 0)
                .toList();
        return PairedScores.of(pairs);
    }

    /// The certified level of these very tasks.
    OptionalDouble certifiedLevel(List<GoldenTask> tasks) {
        return mean(tasks.stream().map(task -> scores(task, certified)).toArray(double[][]::new));
    }

    /// The plain level of these tasks.
    OptionalDouble plainLevel(List<GoldenTask> tasks) {
        return mean(tasks.stream()
                .map(GoldenTask::origin)
                .distinct()
                .map(origin -> scores(Objects.requireNonNull(suite.get(origin)), candidate))
                .toArray(double[][]::new));
    }

    private double[] scores(GoldenTask task, Observed side) {
        return metric.on().covers(task) ? scoring.scores(task, side.answered(task.id())) : new double[0];
    }

    private static OptionalDouble mean(double[][] scores) {
        return java.util.Arrays.stream(scores)
                .filter(task -> task.length > 0)
                .flatMapToDouble(task -> DoubleStream.of(Change.mean(task)))
                .average();
    }
}
