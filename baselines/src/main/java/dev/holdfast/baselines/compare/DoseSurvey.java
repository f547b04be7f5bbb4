package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.Holm;
import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Stress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a metric stands at every dose of a probe, against the same tasks without it.
///
/// Null hypothesis at a dose: it makes no difference to any task. The tests are those of baseline against candidate,
/// paired by task, with plain in the place of certified; their p-values are adjusted over the doses (Holm).
record DoseSurvey(StressedScores scores, ProbeSurvey.Harm harm, Confidence confidence) {
    /// Empty when no dose has a score.
    Optional<ProbeReading.Curve> curve(List<GoldenTask> tasks) {
        var doses = new LinkedHashMap<String, List<GoldenTask>>();
        tasks.stream()
                .filter(task -> scores.now(task).length > 0)
                .forEach(task -> doses.computeIfAbsent(stress(task).variant(), _ -> new ArrayList<>())
                        .add(task));
        if (doses.isEmpty()) {
            return Optional.empty();
        }
        var falls = adjusted(doses.values().stream().map(this::fall).toList());
        var points = new ArrayList<ProbeReading.Point>();
        doses.forEach((label, asked) -> points.add(point(label, asked, falls.get(points.size()))));
        var unit = scores.metric().unit();
        return Optional.of(new ProbeReading.Curve(
                scores.metric().name(), unit, scores.plainLevel(tasks), points, Optional.empty()));
    }

    private static Stress stress(GoldenTask task) {
        return task.stress().orElseThrow();
    }

    private Optional<Comparison.Change> fall(List<GoldenTask> tasks) {
        var pairs = scores.pairs(tasks);
        return pairs.pairs().isEmpty()
                ? Optional.empty()
                : Optional.of(new Change(pairs, scores.metric().unit(), Statistic.MEAN, harm.rise(), confidence)
                        .measure(harm.large()));
    }

    private static List<Optional<Comparison.Change>> adjusted(List<Optional<Comparison.Change>> falls) {
        var p = falls.stream()
                .flatMap(Optional::stream)
                .mapToDouble(Comparison.Change::p)
                .toArray();
        var adjusted = p.length == 0 ? p : Holm.adjust(p);
        var result = new ArrayList<Optional<Comparison.Change>>();
        var next = 0;
        for (var fall : falls) {
            if (fall.isPresent()) {
                result.add(Optional.of(PromiseEvidence.withP(fall.get(), adjusted[next++])));
            } else {
                result.add(fall);
            }
        }
        return result;
    }

    private ProbeReading.Point point(String label, List<GoldenTask> tasks, Optional<Comparison.Change> fall) {
        var now = tasks.stream().map(scores::now).toArray(double[][]::new);
        var level = new Level(
                        new Level.Scores(now, Clusters.of(tasks)),
                        scores.metric().unit(),
                        Statistic.MEAN,
                        harm.rise(),
                        confidence)
                .estimate();
        return new ProbeReading.Point(
                label,
                stress(tasks.getFirst()).dose(),
                reached(tasks),
                tasks.size(),
                level,
                scores.certifiedLevel(tasks),
                fall,
                fall.filter(this::isWorse).isPresent());
    }

    private boolean isWorse(Comparison.Change change) {
        var size =
                harm.rise() ? change.difference().value() : -change.difference().value();
        return change.adjustedP() <= confidence.alpha() && size >= change.allowed();
    }

    /// How full the window was by the server's count, where it is a matter of windows and the server counts.
    private OptionalDouble reached(List<GoldenTask> tasks) {
        var window = switch (stress(tasks.getFirst())) {
            case Stress.Filled filled -> filled.window();
            case Stress.Remembered remembered -> remembered.window();
            case Stress.InSession _, Stress.UnderLoad _, Stress.Injected _, Stress.ToolFault _ -> 0;
        };
        return window == 0
                ? OptionalDouble.empty()
                : tasks.stream()
                        .flatMap(task -> scores.candidate().answered(task.id()).stream())
                        .flatMapToLong(observation -> observation.usage().inputTokens().stream())
                        .mapToDouble(tokens -> 100.0 * tokens / window)
                        .average();
    }
}
