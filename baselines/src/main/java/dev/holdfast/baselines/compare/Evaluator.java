package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.Holm;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.FailureClusters;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Flips;
import dev.holdfast.schema.evaluation.PassRates;
import dev.holdfast.schema.evaluation.PolicyReading;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Compares a candidate's run with a baseline and finds, promise by promise, what the evidence says.
public final class Evaluator {
    private final PactFile file;
    private final Baseline baseline;
    private final Run candidate;
    private final Confidence declared;
    private final ControlGround control;
    private final Confidence confidence;
    private final Observed certifiedSide;
    private final Observed candidateSide;
    private final Ground ground;
    private final Hearing hearing;
    private final Map<String, Scoring> scorings = new LinkedHashMap<>();
    private final Map<String, PairedScores> scores = new LinkedHashMap<>();

    public Evaluator(PactFile file, Baseline baseline, Run candidate, Confidence confidence) {
        this(file, baseline, candidate, Optional.empty(), confidence);
    }

    /// @param control the control's run of the same occasion, where the pact declares one
    public Evaluator(PactFile file, Baseline baseline, Run candidate, Optional<Run> control, Confidence confidence) {
        this.control = new ControlGround(baseline.control(), control);
        this.file = file;
        this.baseline = baseline;
        this.candidate = candidate;
        this.declared = confidence;
        this.confidence = Looks.at(candidate).map(looks -> looks.of(confidence)).orElse(confidence);
        this.certifiedSide = new Observed(baseline.runs());
        this.candidateSide = new Observed(List.of(candidate));
        this.ground = new Ground(file.suite(), baseline, certifiedSide, candidateSide);
        this.hearing = Hearing.of(baseline.runs()).and(List.of(candidate));
    }

    /// The whole evaluation, stamped with an id and a time that the caller chooses.
    public Evaluation evaluate(String id, Instant at, String holdfast) {
        var tasks = ground.comparable();
        file.pact().promisesOfMetrics().stream()
                .map(file.pact()::metricOf)
                .distinct()
                .forEach(metric -> {
                    var scoring = new Scoring(metric, hearing);
                    scorings.put(metric.name(), scoring);
                    scores.put(metric.name(), scoring.pair(tasks, certifiedSide, candidateSide));
                });
        var evidence = evidence();
        var findings = evidence.stream().map(this::weigh).toList();
        var coverage = ground.coverage(tasks);
        var policy = new PolicySurvey(file, List.of(candidate)).recorded();
        return new Evaluation(
                id,
                file.pact().name(),
                at,
                verdict(findings),
                new Headline(findings, coverage).text(),
                Sides.certified(baseline),
                Sides.of(candidate),
                baseline.keyId(),
                baseline.certificate().provisional(),
                confidence.alpha(),
                confidence.seed(),
                coverage,
                findings,
                flips(),
                new ProbeSurvey(file, candidateSide, this::stressed, confidence).readings(),
                passes(),
                notes(policy),
                holdfast,
                clusters(),
                Optional.of(attributor(tasks).attribute(evidence, findings)),
                new ToolSurvey(file.suite().tasks(), candidateSide).plain(),
                policy,
                Optional.empty());
    }

    /// A score that is missing, or impossible such as a share of 1.5, must not vanish without a word.
    private List<String> unscored() {
        var unheard = scores.entrySet().stream()
                .filter(metric -> !metric.getValue().unheard().isEmpty())
                .map(metric -> "The judges of %s were not reached about %d answered tasks, which are left out."
                        .formatted(metric.getKey(), metric.getValue().unheard().size()));
        var unscored = scores.entrySet().stream()
                .filter(metric -> !metric.getValue().unscored().isEmpty())
                .map(metric -> "%s has no valid score on %d of %d answered tasks, which are left out."
                        .formatted(
                                metric.getKey(),
                                metric.getValue().unscored().size(),
                                metric.getValue().unscored().size()
                                        + metric.getValue().pairs().size()));
        return Stream.concat(unheard, unscored).toList();
    }

    private List<PassRates> passes() {
        var survey = new PassSurvey(file.suite().tasks(), candidateSide);
        return shares().flatMap(metric -> survey.of(metric, scoring(metric)).stream())
                .toList();
    }

    private List<String> notes(Optional<PolicyReading> policy) {
        var window = file.pact().agent().contextWindow();
        var warnings = window.isPresent()
                ? new WindowWarning(file.suite(), window.getAsInt()).of(candidate)
                : List.<String>of();
        return Stream.of(
                        new Notes(file.pact(), baseline, candidate, ground, declared).all(),
                        control.flaw().stream().toList(),
                        new JudgeNotes(file, baseline.runs(), candidate).all(),
                        unscored(),
                        added(),
                        policy.map(PolicyWords::of).orElse(List.of()),
                        warnings)
                .flatMap(List::stream)
                .toList();
    }

    private List<String> added() {
        var certified = ground.comparable();
        var golden = file.suite().byId();
        var late = ground.uncertified().stream()
                .map(id -> Objects.requireNonNull(golden.get(id)))
                .toList();
        var tasks = new NewTasks(certified, late, candidateSide);
        return shares().flatMap(metric -> tasks.of(metric, scoring(metric)).stream())
                .toList();
    }

    private Attributor attributor(List<GoldenTask> tasks) {
        return new Attributor(
                confidence,
                new Rescoring(baseline, tasks, certifiedSide),
                new WhatChanged(file, baseline, candidate),
                control.comparison(confidence));
    }

    private List<PromiseEvidence> evidence() {
        var evidence = file.pact().promises().stream().map(this::gather).toList();
        return Stream.concat(adjusted(evidence, true).stream(), adjusted(evidence, false).stream())
                .sorted(Comparator.comparingInt(e -> file.pact().promises().indexOf(e.promise())))
                .toList();
    }

    private Finding weigh(PromiseEvidence evidence) {
        return new Weighing(evidence, confidence.alpha(), baseline.certificate().provisional()).finding();
    }

    private PromiseEvidence gather(Promise promise) {
        return switch (promise) {
            case Promise.OfMetric ofMetric -> gather(ofMetric);
            case Promise.SameDistribution same -> gather(same);
        };
    }

    private PromiseEvidence gather(Promise.SameDistribution promise) {
        var answers = PairedAnswers.of(ground.comparable(), promise.on(), certifiedSide, candidateSide);
        var promised =
                new Finding.Promised(promise.id(), "answers", promise.text(), mode(promise), promise.otherwise());
        var subject = new PromiseEvidence.Subject("answers" + promise.on().text(), Unit.SHARE, false);
        var comparison = answers.shortfall().cause().isPresent()
                ? Optional.<Comparison>empty()
                : new Distribution(answers, confidence).measure().<Comparison>map(measured -> measured);
        if (comparison.isEmpty()) {
            var cause = answers.shortfall().cause().orElse(Finding.NotMeasured.Cause.UNSCORED);
            return PromiseEvidence.none(promise, promised, subject, answers.shortfall(), cause);
        }
        return new PromiseEvidence(
                promise,
                promised,
                subject,
                answers.shortfall(),
                Optional.empty(),
                comparison,
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    private PromiseEvidence gather(Promise.OfMetric promise) {
        var metric = file.pact().metricOf(promise);
        var promised = new Finding.Promised(
                promise.id(), metric.name(), promise.text(metric.unit()), mode(promise), promise.otherwise());
        return new Gatherer(
                        metric,
                        Objects.requireNonNull(scores.get(metric.name())),
                        new SessionSurvey(stressed(metric), confidence)::courseOf,
                        confidence)
                .gather(promise, promised);
    }

    /// A promise enforces from its first certification on, unless the pact says otherwise.
    private Mode mode(Promise promise) {
        var certified = baseline.certificate().promises().contains(promise.id());
        return promise.mode().orElse(certified ? Mode.ENFORCE : Mode.OBSERVE);
    }

    /// Holm over everything that was looked at; what is only observed must not weaken what counts.
    private static List<PromiseEvidence> adjusted(List<PromiseEvidence> evidence, boolean observed) {
        var family = evidence.stream()
                .filter(e -> (e.promised().mode() == Mode.OBSERVE) == observed)
                .toList();
        var p = family.stream()
                .flatMap(e -> e.pValues().stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        var adjusted = p.length == 0 ? p : Holm.adjust(p);
        var result = new ArrayList<PromiseEvidence>();
        var next = 0;
        for (var e : family) {
            var count = e.pValues().size();
            result.add(e.adjusted(java.util.Arrays.stream(adjusted, next, next + count)
                    .boxed()
                    .toList()));
            next += count;
        }
        return result;
    }

    private static Verdict verdict(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.promised().mode() == Mode.ENFORCE)
                .map(Finding::verdict)
                .reduce(Verdict::worst)
                .orElse(
                        findings.stream().anyMatch(f -> f.promised().mode() == Mode.WARN)
                                ? Verdict.PASS
                                : Verdict.INCONCLUSIVE);
    }

    private List<FailureClusters> clusters() {
        return shares().flatMap(metric -> new FailureSearch(
                                metric, scoring(metric), certifiedSide, candidateSide, confidence.seed())
                                .among(
                                        Objects.requireNonNull(scores.get(metric.name())),
                                        FailureSearch.riseIsHarm(
                                                metric, file.pact().promisesOfMetrics()))
                                .stream())
                .toList();
    }

    private List<Flips> flips() {
        return shares().map(metric -> new FlipSearch(metric, scoring(metric), certifiedSide, candidateSide)
                        .among(Objects.requireNonNull(scores.get(metric.name()))))
                .toList();
    }

    /// The metrics that something is promised about and that are shares.
    private Stream<Metric> shares() {
        return scores.keySet().stream()
                .map(name -> Objects.requireNonNull(file.pact().metrics().get(name)))
                .filter(metric -> metric.unit() == Unit.SHARE);
    }

    private StressedScores stressed(Metric metric) {
        return new StressedScores(metric, file.suite().byId(), scoring(metric), certifiedSide, candidateSide);
    }

    private Scoring scoring(Metric metric) {
        return Objects.requireNonNull(scorings.get(metric.name()));
    }
}
