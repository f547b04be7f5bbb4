package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.pact.Tolerance;
import dev.holdfast.schema.pact.Unit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Gathers the evidence about one promise.
final class Gatherer {
    private final Metric metric;
    private final PairedScores all;
    private final Function<List<GoldenTask>, Optional<ProbeReading.SessionCourse>> course;
    private final Confidence confidence;

    /// @param course of tasks that were asked in one session
    Gatherer(
            Metric metric,
            PairedScores all,
            Function<List<GoldenTask>, Optional<ProbeReading.SessionCourse>> course,
            Confidence confidence) {
        this.course = course;
        this.metric = metric;
        this.all = all;
        this.confidence = confidence;
    }

    PromiseEvidence gather(Promise.OfMetric promise, Finding.Promised promised) {
        var scores = all.on(promise.on());
        var shortfall = scores.shortfall();
        var subject = subject(promise);
        if (shortfall.cause().isPresent()) {
            return PromiseEvidence.none(
                    promise, promised, subject, shortfall, shortfall.cause().get());
        }
        var comparison = switch (promise) {
            case Promise.MaxDrop(var _, var tolerance) -> change(promise, scores, tolerance);
            case Promise.MaxRise(var _, var tolerance) -> change(promise, scores, tolerance);
            case Promise.AtLeast(var _, var bound) -> level(promise, scores, bound);
            case Promise.AtMost(var _, var bound) -> level(promise, scores, bound);
            case Promise.Always _ -> breaches(scores, score -> score < 1);
            case Promise.Never _ -> breaches(scores, score -> score > 0);
        };
        if (comparison.isEmpty()) {
            return PromiseEvidence.none(promise, promised, subject, shortfall, Finding.NotMeasured.Cause.UNSCORED);
        }
        return new PromiseEvidence(
                promise,
                promised,
                subject,
                shortfall,
                Optional.of(new PromiseEvidence.MetricScores(metric, scores)),
                comparison,
                slices(promise, scores),
                session(promise, scores),
                Optional.empty());
    }

    private PromiseEvidence.Subject subject(Promise.OfMetric promise) {
        var statistic = promise.about().statistic();
        var of = statistic == dev.holdfast.schema.pact.Statistic.MEAN ? "" : statistic.key() + " of ";
        return new PromiseEvidence.Subject(
                of + metric.subject() + promise.on().text(), metric.unit(), metric.measure() instanceof Measure.Judge);
    }

    private Optional<Comparison> change(Promise.OfMetric promise, PairedScores scores, Tolerance tolerance) {
        var change = changeOf(promise, scores);
        return change.isMeasurable() ? Optional.of(change.measure(tolerance)) : Optional.empty();
    }

    private Change changeOf(Promise.OfMetric promise, PairedScores scores) {
        return new Change(scores, metric.unit(), statistic(promise), riseIsHarm(promise), confidence);
    }

    private Optional<Comparison> level(Promise.OfMetric promise, PairedScores scores, double bound) {
        if (metric.unit() != Unit.SHARE && scores.clusters().count() < 2) {
            // one task has no spread, so nobody knows how far its value may lie from that of others
            return Optional.empty();
        }
        return Optional.of(new Level(
                        new Level.Scores(scores.candidate(), scores.clusters()),
                        metric.unit(),
                        statistic(promise),
                        riseIsHarm(promise),
                        confidence)
                .against(bound, sample(scores)));
    }

    private static Optional<Comparison> breaches(PairedScores scores, java.util.function.DoublePredicate isBreach) {
        return Optional.of(Breaches.count(scores, sample(scores), isBreach));
    }

    /// Tasks of every tag on their own, for promises about the mean of a share.
    private Map<String, Comparison.Change> slices(Promise.OfMetric promise, PairedScores scores) {
        var slices = new LinkedHashMap<String, Comparison.Change>();
        if (!promise.about().slices() || metric.unit() != Unit.SHARE) {
            return slices;
        }
        tolerance(promise).ifPresent(tolerance -> {
            var compared = scores.pairs().stream().map(PairedScores.Pair::task).toList();
            for (var tag : SliceTags.of(compared)) {
                slices.put(tag, changeOf(promise, scores.tagged(tag)).measure(tolerance));
            }
        });
        return slices;
    }

    /// A promise that a share does not drop in a session is also one that it does not drop along it.
    private Optional<SessionFall> session(Promise promise, PairedScores scores) {
        var tasks = scores.pairs().stream().map(PairedScores.Pair::task).toList();
        return promise instanceof Promise.MaxDrop
                        && metric.unit() == Unit.SHARE
                        && tasks.stream().allMatch(Gatherer::isInSession)
                ? course.apply(tasks).map(SessionFall::of)
                : Optional.empty();
    }

    private static boolean isInSession(GoldenTask task) {
        return task.stress().filter(Stress.InSession.class::isInstance).isPresent();
    }

    static Optional<Tolerance> tolerance(Promise promise) {
        return switch (promise) {
            case Promise.MaxDrop(var _, var tolerance) -> Optional.of(tolerance);
            case Promise.MaxRise(var _, var tolerance) -> Optional.of(tolerance);
            default -> Optional.empty();
        };
    }

    static boolean riseIsHarm(Promise promise) {
        return promise instanceof Promise.MaxRise || promise instanceof Promise.AtMost;
    }

    private static Statistic statistic(Promise.OfMetric promise) {
        return Statistic.valueOf(promise.about().statistic().name());
    }

    private static Comparison.Sample sample(PairedScores scores) {
        return new Comparison.Sample(
                scores.pairs().size(), Change.replays(scores.certified()), Change.replays(scores.candidate()));
    }
}
