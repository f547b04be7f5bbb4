package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Coverage;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.FailureClusters;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Flip;
import dev.holdfast.schema.evaluation.Flips;
import dev.holdfast.schema.evaluation.PolicyReading;
import dev.holdfast.schema.evaluation.Serving;
import dev.holdfast.schema.evaluation.Side;
import java.util.List;
import java.util.stream.Collectors;

/// A copy of an evaluation in which every text is [Visible], so that no format can forget one; but for the untrusted
/// texts of flips, which nobody can print without going through [Visible].
public final class VisibleEvaluation {
    private VisibleEvaluation() {}

    public static Evaluation of(Evaluation evaluation) {
        return new Evaluation(
                Visible.line(evaluation.id()),
                Visible.line(evaluation.pact()),
                evaluation.at(),
                evaluation.verdict(),
                Visible.line(evaluation.headline()),
                side(evaluation.baseline()),
                side(evaluation.candidate()),
                Visible.line(evaluation.keyId()),
                evaluation.provisional(),
                evaluation.alpha(),
                evaluation.seed(),
                coverage(evaluation.coverage()),
                evaluation.findings().stream().map(VisibleEvaluation::finding).toList(),
                evaluation.flips().stream().map(VisibleEvaluation::flips).toList(),
                VisibleProbes.of(evaluation.probes()),
                VisibleProbes.passes(evaluation.passes()),
                lines(evaluation.notes()),
                Visible.line(evaluation.holdfast()),
                evaluation.clusters().stream().map(VisibleEvaluation::clusters).toList(),
                evaluation.attribution().map(VisibleAttribution::of),
                VisibleProbes.tools(evaluation.tools()),
                evaluation.policy().map(VisibleEvaluation::policy),
                evaluation.serving().map(VisibleEvaluation::serving));
    }

    private static PolicyReading policy(PolicyReading policy) {
        return new PolicyReading(
                Visible.line(policy.policy()),
                policy.replays(),
                policy.unknown(),
                policy.escalated(),
                policy.answers(),
                policy.cost(),
                policy.latency(),
                policy.metrics().stream()
                        .map(metric -> new PolicyReading.OfMetric(
                                Visible.line(metric.metric()),
                                metric.tasks(),
                                metric.first(),
                                metric.kept(),
                                metric.gain(),
                                metric.escalated()))
                        .toList());
    }

    private static Serving serving(Serving serving) {
        return new Serving(measured(serving.certified()), measured(serving.candidate()));
    }

    private static Serving.Measured measured(Serving.Measured measured) {
        return new Serving.Measured(
                Visible.line(measured.model()),
                measured.tokensPerSecond(),
                measured.tokensPerCpuSecond(),
                measured.weights());
    }

    private static Side side(Side side) {
        return new Side(
                lines(side.runs()),
                side.at(),
                lines(side.models()),
                lines(side.fingerprints()),
                side.settings(),
                side.environment().map(VisibleAttribution::of));
    }

    private static Coverage coverage(Coverage coverage) {
        return new Coverage(
                coverage.certified(),
                coverage.common(),
                coverage.failed(),
                coverage.reworded(),
                lines(coverage.missing()),
                coverage.missingCount(),
                lines(coverage.foreign()),
                coverage.foreignCount(),
                coverage.replays(),
                coverage.failedReplays());
    }

    private static Finding finding(Finding finding) {
        var promised = promised(finding.promised());
        var sentence = Visible.line(finding.sentence());
        return switch (finding) {
            case Finding.Kept kept ->
                new Finding.Kept(promised, sentence, comparison(kept.comparison()), slices(kept.slices()));
            case Finding.Broken broken ->
                new Finding.Broken(
                        promised,
                        sentence,
                        comparison(broken.comparison()),
                        slices(broken.slices()),
                        broken.confirmed());
            case Finding.Inconclusive open ->
                new Finding.Inconclusive(
                        promised, sentence, comparison(open.comparison()), slices(open.slices()), open.moreReplays());
            case Finding.NotMeasured not -> new Finding.NotMeasured(promised, sentence, not.cause());
        };
    }

    private static Finding.Promised promised(Finding.Promised promised) {
        return new Finding.Promised(
                Visible.line(promised.id()),
                Visible.line(promised.metric()),
                Visible.line(promised.text()),
                promised.mode(),
                promised.otherwise());
    }

    private static Comparison comparison(Comparison comparison) {
        return switch (comparison) {
            case Comparison.Change change -> change(change);
            case Comparison.Level level ->
                new Comparison.Level(
                        level.sample(),
                        level.unit(),
                        level.candidate(),
                        level.bound(),
                        level.worst(),
                        level.p(),
                        level.adjustedP(),
                        Visible.line(level.intervalMethod()));
            case Comparison.Breaches(var sample, var count, var rateBelow, var tasks) ->
                new Comparison.Breaches(sample, count, rateBelow, lines(tasks));
            case Comparison.Distribution distribution ->
                new Comparison.Distribution(
                        distribution.sample(),
                        distribution.characters(),
                        distribution.statistic(),
                        distribution.p(),
                        distribution.adjustedP(),
                        Visible.line(distribution.testMethod()),
                        distribution.likeness().map(VisibleEvaluation::likeness),
                        distribution.words().map(VisibleEvaluation::words));
        };
    }

    private static Comparison.Likeness likeness(Comparison.Likeness likeness) {
        return new Comparison.Likeness(
                likeness.tasks(),
                likeness.certified(),
                likeness.across(),
                likeness.difference(),
                likeness.allowed(),
                likeness.worst(),
                Visible.line(likeness.intervalMethod()));
    }

    private static Comparison.Words words(Comparison.Words words) {
        return new Comparison.Words(
                words.accuracy(),
                words.p(),
                words.tasks(),
                words.certifiedAnswers(),
                words.candidateAnswers(),
                words.telling().stream()
                        .map(word -> new Comparison.Word(Visible.line(word.text()), word.certified(), word.candidate()))
                        .toList());
    }

    private static FailureClusters clusters(FailureClusters clusters) {
        return new FailureClusters(
                Visible.line(clusters.metric()),
                clusters.failing(),
                clusters.grouped(),
                clusters.clusters().stream()
                        .map(cluster -> new FailureClusters.Cluster(
                                cluster.size(),
                                Visible.line(cluster.task()),
                                Visible.line(cluster.excerpt()),
                                lines(cluster.words())))
                        .toList());
    }

    static Comparison.Change change(Comparison.Change change) {
        return new Comparison.Change(
                change.sample(),
                change.unit(),
                change.certified(),
                change.candidate(),
                change.difference(),
                change.allowed(),
                change.worst(),
                change.p(),
                change.adjustedP(),
                Visible.line(change.intervalMethod()),
                Visible.line(change.testMethod()));
    }

    private static List<Finding.Slice> slices(List<Finding.Slice> slices) {
        return slices.stream()
                .map(slice -> new Finding.Slice(Visible.line(slice.tag()), change(slice.change()), slice.broken()))
                .toList();
    }

    private static Flips flips(Flips flips) {
        var examples = flips.examples().stream().map(VisibleEvaluation::flip).toList();
        return new Flips(Visible.line(flips.metric()), flips.worse(), flips.better(), examples);
    }

    private static Flip flip(Flip flip) {
        return new Flip(
                Visible.line(flip.metric()),
                Visible.line(flip.task()),
                flip.tags().stream().map(Visible::line).collect(Collectors.toSet()),
                flip.certified(),
                flip.candidate(),
                flip.question(),
                flip.expected(),
                flip.certifiedAnswer(),
                flip.candidateAnswer());
    }

    private static List<String> lines(List<String> texts) {
        return texts.stream().map(Visible::line).toList();
    }
}
