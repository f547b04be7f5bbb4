package dev.holdfast.baselines.compare;

import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Unit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Scores the certified answers again and holds the scores against those of the certification. The answers are the
/// same, so whatever differs is the scorer's doing, or that of what is expected; nothing is random in it.
final class Rescoring {
    /// Scores that differ by less differ by how they were added up.
    private static final double ROUNDING = 1e-9;

    private final Certificate certificate;
    private final List<GoldenTask> tasks;
    private final Observed certified;
    private final Hearing hearing;

    /// @param tasks that ask today what they asked when they were certified
    Rescoring(Baseline baseline, List<GoldenTask> tasks, Observed certified) {
        this.certificate = baseline.certificate();
        this.tasks = tasks;
        this.certified = certified;
        this.hearing = Hearing.of(baseline.runs());
    }

    /// Whether its scores are made of the answer, so that the same answer must have the same score.
    static boolean readsAnswers(Metric metric) {
        return metric.measure().readsAnswer() || metric.unit() == Unit.SHARE;
    }

    /// By task; a task without a score is absent.
    static Map<String, Double> means(Metric metric, List<GoldenTask> tasks, Observed observed, Hearing hearing) {
        var scoring = new Scoring(metric, hearing);
        var means = new TreeMap<String, Double>();
        for (var task : tasks) {
            var scores = metric.on().covers(task) ? scoring.scores(task, observed.answered(task.id())) : new double[0];
            if (scores.length > 0) {
                means.put(task.id(), Change.mean(scores));
            }
        }
        return means;
    }

    /// What the scorer alone moved; empty where it moved nothing, or the certificate does not tell.
    Optional<Evidence.Rescored> drift(Metric metric) {
        if (!readsAnswers(metric)) {
            return Optional.empty();
        }
        var then = certificate.scores().map(scores -> scores.getOrDefault(metric.name(), Map.of()));
        return then.isPresent() ? byTask(metric, then.get()) : byLevel(metric);
    }

    private Optional<Evidence.Rescored> byTask(Metric metric, Map<String, Double> then) {
        var before = 0.0;
        var after = 0.0;
        var both = 0;
        var changed = 0;
        for (var now : means(metric, tasks, certified, hearing).entrySet()) {
            var score = then.get(now.getKey());
            if (score != null) {
                both++;
                before += score;
                after += now.getValue();
                changed += Math.abs(score - now.getValue()) > ROUNDING ? 1 : 0;
            }
        }
        return changed == 0
                ? Optional.empty()
                : Optional.of(new Evidence.Rescored(
                        metric.name(), metric.unit(), before / both, after / both, both, OptionalInt.of(changed)));
    }

    /// Certificates of older versions hold only the mean, which says the same where it is of the same tasks.
    private Optional<Evidence.Rescored> byLevel(Metric metric) {
        var then = certificate.levels().get(metric.name());
        var now = means(metric, tasks, certified, hearing).values();
        if (then == null || then.tasks() != now.size()) {
            return Optional.empty();
        }
        var mean = now.stream().mapToDouble(Double::doubleValue).average().orElse(then.value());
        return Math.abs(mean - then.value()) <= ROUNDING
                ? Optional.empty()
                : Optional.of(new Evidence.Rescored(
                        metric.name(), metric.unit(), then.value(), mean, now.size(), OptionalInt.empty()));
    }
}
