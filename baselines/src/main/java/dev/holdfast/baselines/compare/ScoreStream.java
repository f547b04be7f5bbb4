package dev.holdfast.baselines.compare;

import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Statistic;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// One promise about a change, on all its tasks or on those of one tag: the scores that a watch follows from run
/// to run.
///
/// @param slice     the tag, or empty for all tasks of the promise
/// @param certified what judges said of the certified runs, and the answers that others are held against
public record ScoreStream(
        Promise promise, Metric metric, Optional<String> slice, List<GoldenTask> tasks, Hearing certified) {
    public ScoreStream {
        tasks = List.copyOf(tasks);
    }

    /// Every stream of a pact on the tasks that are certified as they stand; promises that are only observed are
    /// not watched.
    public static List<ScoreStream> of(PactFile file, Baseline baseline) {
        var questions = baseline.certificate().questions();
        var certified = Hearing.of(baseline.runs());
        var streams = new ArrayList<ScoreStream>();
        for (var promise : file.pact().promises()) {
            if (isWatched(promise)) {
                var metric = file.pact().metricOf(promise);
                var tasks = file.suite().tasks().stream()
                        .filter(metric.on()::covers)
                        .filter(promise.about().on()::covers)
                        .filter(task -> task.questionDigest().equals(questions.get(task.id())))
                        .toList();
                streams.add(new ScoreStream(promise, metric, Optional.empty(), tasks, certified));
                streams.addAll(slices(promise, metric, tasks, certified));
            }
        }
        return streams;
    }

    private static boolean isWatched(Promise promise) {
        var about = promise.about();
        return (promise instanceof Promise.MaxDrop || promise instanceof Promise.MaxRise)
                && about.statistic() == Statistic.MEAN
                && !about.mode().equals(Optional.of(Mode.OBSERVE));
    }

    private static List<ScoreStream> slices(Promise promise, Metric metric, List<GoldenTask> tasks, Hearing certified) {
        if (!promise.about().slices() || metric.unit() != Unit.SHARE) {
            return List.of();
        }
        return SliceTags.of(tasks).stream()
                .map(tag -> new ScoreStream(
                        promise,
                        metric,
                        Optional.of(tag),
                        tasks.stream().filter(task -> task.tags().contains(tag)).toList(),
                        certified))
                .toList();
    }

    /// The scores of some runs together, by task; a task without any is absent.
    public Map<String, double[]> scores(List<Run> runs) {
        var observed = new Observed(runs);
        var scoring = new Scoring(metric, certified.and(runs));
        var scores = new TreeMap<String, double[]>();
        for (var task : tasks) {
            var values = scoring.scores(task, observed.answered(task.id()));
            if (values.length > 0) {
                scores.put(task.id(), values);
            }
        }
        return scores;
    }

    /// Whether a higher value is the worse one.
    public boolean riseIsHarm() {
        return Gatherer.riseIsHarm(promise);
    }
}
