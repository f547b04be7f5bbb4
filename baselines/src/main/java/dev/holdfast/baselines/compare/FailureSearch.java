package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.text.Clustering;
import dev.holdfast.schema.evaluation.FailureClusters;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.run.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Finds the answers that fail one metric on tasks that were certified to pass, and which of them fail alike.
final class FailureSearch {
    /// Of more failing answers a seeded sample is grouped.
    private static final int MOST_ANSWERS = 1_000;

    private static final int EXCERPT = 200;
    private static final double HALF = 0.5;

    private final Metric metric;
    private final Scoring scoring;
    private final Observed certified;
    private final Observed candidate;
    private final long seed;

    /// One failing answer.
    private record Failure(GoldenTask task, String text) {}

    FailureSearch(Metric metric, Scoring scoring, Observed certified, Observed candidate, long seed) {
        this.metric = metric;
        this.scoring = scoring;
        this.certified = certified;
        this.candidate = candidate;
        this.seed = seed;
    }

    /// Empty where too few answers fail for groups to mean anything.
    ///
    /// @param riseIsHarm whether a high score is the failure
    Optional<FailureClusters> among(PairedScores scores, boolean riseIsHarm) {
        var failures = scores.pairs().stream()
                .filter(pair -> !fails(Change.mean(pair.certified()), riseIsHarm))
                .flatMap(pair -> failures(pair.task(), riseIsHarm))
                .toList();
        var drawn = PairedAnswers.draw(failures, MOST_ANSWERS, new SplittableRandom(seed));
        var clusters = new Clustering(seed)
                .of(drawn.stream().map(Failure::text).toList(), certifiedAnswers(drawn)).stream()
                        .map(cluster -> cluster(cluster, drawn))
                        .toList();
        return clusters.isEmpty()
                ? Optional.empty()
                : Optional.of(new FailureClusters(metric.name(), failures.size(), drawn.size(), clusters));
    }

    /// Whether every promise about the metric forbids it to rise.
    static boolean riseIsHarm(Metric metric, List<Promise.OfMetric> promises) {
        return promises.stream()
                .filter(promise -> promise.about().metric().equals(metric.name()))
                .allMatch(promise -> promise instanceof Promise.Never || Gatherer.riseIsHarm(promise));
    }

    private static boolean fails(double score, boolean riseIsHarm) {
        return riseIsHarm ? score >= HALF : score < HALF;
    }

    private Stream<Failure> failures(GoldenTask task, boolean riseIsHarm) {
        return candidate.answered(task.id()).stream().flatMap(observation -> {
            var score = scoring.scoreOrNaN(task, observation);
            return !Double.isNaN(score)
                            && fails(score, riseIsHarm)
                            && observation.outcome() instanceof Outcome.Answered answered
                    ? Stream.of(new Failure(task, answered.text()))
                    : Stream.of();
        });
    }

    /// What was answered to the same tasks, one answer for each.
    private List<String> certifiedAnswers(List<Failure> failures) {
        return failures.stream()
                .map(Failure::task)
                .distinct()
                .flatMap(task -> PairedAnswers.texts(certified, task).stream().limit(1))
                .toList();
    }

    private static FailureClusters.Cluster cluster(Clustering.Cluster cluster, List<Failure> failures) {
        var middle = failures.get(cluster.members().getFirst());
        return new FailureClusters.Cluster(
                cluster.members().size(), middle.task().id(), excerpt(middle.text()), cluster.words());
    }

    private static String excerpt(String text) {
        var characters = text.strip().codePoints().limit(EXCERPT + 1L).toArray();
        return characters.length <= EXCERPT ? text.strip() : new String(characters, 0, EXCERPT) + "…";
    }
}
