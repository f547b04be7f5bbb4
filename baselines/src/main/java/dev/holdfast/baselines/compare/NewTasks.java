package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.NewcombeUnpaired;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How golden tasks that came after the certification do, beside the certified ones in the same run.
///
/// They have no past to be held against, so they decide nothing. Both groups are different tasks: the interval of the
/// difference is the unpaired one.
///
/// @param certified tasks that are compared with the baseline
/// @param added     tasks that are not in it
record NewTasks(List<GoldenTask> certified, List<GoldenTask> added, Observed candidate) {
    /// Empty where one of the two groups has no score.
    Optional<String> of(Metric metric, Scoring scoring) {
        var old = scores(certified, metric, scoring);
        var late = scores(added, metric, scoring);
        if (old.pairs().isEmpty() || late.pairs().isEmpty()) {
            return Optional.empty();
        }
        var interval = NewcombeUnpaired.of(group(old), group(late), Confidence.SHOWN);
        var difference =
                new Estimate(group(late).proportion() - group(old).proportion(), interval.low(), interval.high());
        return Optional.of(sentence(
                        metric,
                        late.pairs().size(),
                        group(late).proportion(),
                        group(old).proportion())
                + String.format(
                        Locale.ROOT,
                        "; the difference lies between %+.1f and %+.1f points (95 %% interval, %s).",
                        100 * difference.low(),
                        100 * difference.high(),
                        interval.method()));
    }

    private static String sentence(Metric metric, int tasks, double late, double old) {
        return "On %d golden tasks that came after the certification %s is %s, on the certified ones %s"
                .formatted(
                        tasks,
                        metric.subject(),
                        metric.unit().text(late),
                        metric.unit().text(old));
    }

    private PairedScores scores(List<GoldenTask> tasks, Metric metric, Scoring scoring) {
        return PairedScores.of(tasks.stream()
                .filter(metric.on()::covers)
                .map(task ->
                        new PairedScores.Pair(task, new double[0], scoring.scores(task, candidate.answered(task.id()))))
                .filter(pair -> pair.candidate().length > 0)
                .toList());
    }

    private static NewcombeUnpaired.Group group(PairedScores scores) {
        var means = Change.means(scores.candidate());
        return new NewcombeUnpaired.Group(Change.mean(means), scores.clusters().trials(means));
    }
}
