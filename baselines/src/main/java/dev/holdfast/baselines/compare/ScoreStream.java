package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.watch.CertifiedScatter;
import dev.holdfast.baselines.watch.Scale;
import dev.holdfast.baselines.watch.Tallies;
import dev.holdfast.baselines.watch.Tally;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Statistic;
import dev.holdfast.schema.pact.Tolerance;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// One promise about a change, on all its tasks or on those of one tag: the scores that a watch follows from
/// run to run.
///
/// @param slice     the tag, or empty for all tasks of the promise
/// @param certified what judges said of the certified runs, and the answers that others are held against
public record ScoreStream(
        Promise.OfMetric promise, Metric metric, Optional<String> slice, List<GoldenTask> tasks, Hearing certified) {
    public ScoreStream {
        tasks = List.copyOf(tasks);
    }

    /// Every stream of a pact on the tasks that are certified as they stand; promises that are only observed
    /// are not watched.
    public static List<ScoreStream> of(PactFile file, Baseline baseline) {
        return of(file, baseline.certificate().questions(), baseline.runs());
    }

    /// The same while a baseline is being made of some runs.
    ///
    /// @param questions digest of what each certified task asks
    public static List<ScoreStream> of(PactFile file, Map<String, String> questions, List<Run> runs) {
        return of(file, task -> task.questionDigest().equals(questions.get(task.id())), Hearing.of(runs));
    }

    /// Every stream of a pact whose tasks are still to be certified.
    public static List<ScoreStream> of(PactFile file) {
        return of(file, _ -> true, Hearing.NONE);
    }

    private static List<ScoreStream> of(PactFile file, Predicate<GoldenTask> isCertified, Hearing certified) {
        var streams = new ArrayList<ScoreStream>();
        for (var promise : file.pact().promisesOfMetrics()) {
            if (isWatched(promise)) {
                var metric = file.pact().metricOf(promise);
                var tasks = file.suite().tasks().stream()
                        .filter(metric.on()::covers)
                        .filter(promise.on()::covers)
                        .filter(isCertified)
                        .toList();
                streams.add(new ScoreStream(promise, metric, Optional.empty(), tasks, certified));
                streams.addAll(slices(promise, metric, tasks, certified));
            }
        }
        return streams;
    }

    private static boolean isWatched(Promise.OfMetric promise) {
        var about = promise.about();
        return (promise instanceof Promise.MaxDrop || promise instanceof Promise.MaxRise)
                && about.statistic() == Statistic.MEAN
                && !about.mode().equals(Optional.of(Mode.OBSERVE));
    }

    private static List<ScoreStream> slices(
            Promise.OfMetric promise, Metric metric, List<GoldenTask> tasks, Hearing certified) {
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

    /// The ladder of levels that the scores are counted on.
    public Scale scale() {
        if (metric.unit() != Unit.SHARE) {
            return riseIsHarm() ? Scale.positiveLowerIsBetter() : Scale.positiveHigherIsBetter();
        }
        return metric.measure() instanceof Measure.RecordedScore ? Scale.graded() : Scale.passFail();
    }

    /// The scores of some runs together, counted on the ladder.
    public Tallies tallies(List<Run> runs) {
        var scale = scale();
        Map<String, Tally> tallies = new TreeMap<>();
        scores(runs).forEach((task, scores) -> {
            var values = Arrays.stream(scores)
                    .filter(score -> scale.kind() != Scale.Kind.POSITIVE || score > 0)
                    .map(score -> scale.kind() != Scale.Kind.POSITIVE && riseIsHarm() ? 1 - score : score)
                    .toArray();
            tallies.put(task, scale.tally(values));
        });
        return Tallies.of(tallies);
    }

    /// How much whole runs differ from one another beyond what their replays explain.
    public CertifiedScatter scatter(List<Run> runs) {
        return CertifiedScatter.of(
                scale(), runs.stream().map(run -> tallies(List.of(run))).toList());
    }

    public boolean riseIsHarm() {
        return Gatherer.riseIsHarm(promise);
    }

    /// By how much the promise lets the mean change.
    public Tolerance tolerance() {
        return switch (promise) {
            case Promise.MaxDrop(var _, var tolerance) -> tolerance;
            case Promise.MaxRise(var _, var tolerance) -> tolerance;
            case Promise.AtLeast _, Promise.AtMost _, Promise.Always _, Promise.Never _ ->
                throw new IllegalStateException("only promises about a change are watched: " + promise.id());
        };
    }
}
