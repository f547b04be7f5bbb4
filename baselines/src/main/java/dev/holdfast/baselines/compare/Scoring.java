package dev.holdfast.baselines.compare;

import dev.holdfast.harness.score.Hearing;
import dev.holdfast.harness.score.Scorer;
import dev.holdfast.harness.score.Scorers;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Score;
import java.util.ArrayList;
import java.util.List;

/// Scores both sides with today's scorer of a metric.
final class Scoring {
    private final Metric metric;
    private final Scorer scorer;

    /// @param hearing what judges have said of either side
    Scoring(Metric metric, Hearing hearing) {
        this.metric = metric;
        this.scorer = Scorers.of(metric, hearing);
    }

    /// Both sides' scores on the given tasks, as far as the metric is about them.
    PairedScores pair(List<GoldenTask> tasks, Observed certified, Observed candidate) {
        var paired = new PairedScores(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (var task : tasks) {
            var before = scores(task, certified.answered(task.id()));
            if (metric.on().covers(task) && before.length > 0) {
                place(paired, task, before, candidate);
            }
        }
        return paired;
    }

    private void place(PairedScores paired, GoldenTask task, double[] before, Observed candidate) {
        var now = scores(task, candidate.answered(task.id()));
        if (now.length > 0) {
            paired.pairs().add(new PairedScores.Pair(task, before, now));
        } else if (candidate.onlyFailed(task.id())) {
            paired.failed().add(task);
        } else if (candidate.of(task.id()).isEmpty()) {
            paired.missing().add(task);
        } else if (isUnheard(task, candidate)) {
            paired.unheard().add(task);
        } else {
            paired.unscored().add(task);
        }
    }

    private boolean isUnheard(GoldenTask task, Observed candidate) {
        return candidate.answered(task.id()).stream()
                .map(observation -> scorer.score(task, observation))
                .anyMatch(Score.Unheard.class::isInstance);
    }

    /// The scores there are; an observation without one adds nothing.
    double[] scores(GoldenTask task, List<Observation> answered) {
        return answered.stream()
                .map(observation -> scorer.score(task, observation))
                .filter(Score.Scored.class::isInstance)
                .mapToDouble(score -> ((Score.Scored) score).value())
                .filter(this::isPossible)
                .toArray();
    }

    /// The observation's score, or not a number where it has none; only for choosing examples.
    double scoreOrNaN(GoldenTask task, Observation observation) {
        return scorer.score(task, observation) instanceof Score.Scored(var value) ? value : Double.NaN;
    }

    /// A recorded score outside 0 to 1 is no share, and a share is what the promise is about.
    private boolean isPossible(double score) {
        return metric.unit() != Unit.SHARE || (score >= 0 && score <= 1);
    }
}
