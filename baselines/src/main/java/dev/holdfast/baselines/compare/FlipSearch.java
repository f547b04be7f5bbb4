package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Flip;
import dev.holdfast.schema.evaluation.Flips;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Untrusted;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the tasks that one metric scores differently than it did.
final class FlipSearch {
    /// Of each direction; a person reads a few, and the runs themselves hold the rest.
    private static final int EXAMPLES = 15;

    private final Metric metric;
    private final Scoring scoring;
    private final Observed certified;
    private final Observed candidate;

    FlipSearch(Metric metric, Scoring scoring, Observed certified, Observed candidate) {
        this.metric = metric;
        this.scoring = scoring;
        this.certified = certified;
        this.candidate = candidate;
    }

    Flips among(PairedScores scores) {
        var worse = scores.pairs().stream().filter(pair -> shift(pair) < 0).toList();
        var better = scores.pairs().stream().filter(pair -> shift(pair) > 0).toList();
        var examples =
                Stream.concat(largest(worse), largest(better)).map(this::flip).toList();
        return new Flips(metric.name(), worse.size(), better.size(), examples);
    }

    private static Stream<PairedScores.Pair> largest(List<PairedScores.Pair> pairs) {
        return pairs.stream()
                .sorted(Comparator.comparingDouble(pair -> -Math.abs(shift(pair))))
                .limit(EXAMPLES);
    }

    private static double shift(PairedScores.Pair pair) {
        return Change.mean(pair.candidate()) - Change.mean(pair.certified());
    }

    private Flip flip(PairedScores.Pair pair) {
        var task = pair.task();
        var before = Change.mean(pair.certified());
        var now = Change.mean(pair.candidate());
        return new Flip(
                metric.name(),
                task.id(),
                task.tags(),
                before,
                now,
                new Untrusted(task.question()),
                task.expectedText().map(Untrusted::new),
                example(task, certified, before, now),
                example(task, candidate, now, before));
    }

    /// An answer that shows this side: its score is the farthest from the other side's mean.
    private Optional<Untrusted> example(GoldenTask task, Observed side, double here, double there) {
        var direction = Math.signum(here - there);
        return side.answered(task.id()).stream()
                .filter(observation -> observation.outcome() instanceof Outcome.Answered)
                .max(Comparator.comparingDouble(observation -> direction * score(task, observation)))
                .map(observation -> new Untrusted(((Outcome.Answered) observation.outcome()).text()));
    }

    private double score(GoldenTask task, Observation observation) {
        var score = scoring.scoreOrNaN(task, observation);
        return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
    }
}
