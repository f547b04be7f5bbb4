package dev.holdfast.baselines.compare;

import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Probe;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Scope;
import dev.holdfast.schema.pact.Tolerance;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads what the candidate did under every probe of a pact.
///
/// A weakness is told when it is both certain (p adjusted for all doses of the curve) and large (what the promise on
/// the probe allows, or [#LARGE]); no verdict rests on it.
public final class ProbeSurvey {
    /// What counts as a large fall where no promise says it.
    static final Tolerance LARGE = new Tolerance.Points(5);

    private final PactFile file;
    private final Observed candidate;
    private final Function<Metric, StressedScores> stressed;
    private final Confidence confidence;

    /// @param stressed the scores of a metric that something is promised about
    ProbeSurvey(PactFile file, Observed candidate, Function<Metric, StressedScores> stressed, Confidence confidence) {
        this.file = file;
        this.candidate = candidate;
        this.stressed = stressed;
        this.confidence = confidence;
    }

    /// What a run shows by itself, with nothing certified beside it.
    public static List<ProbeReading> alone(PactFile file, Run run, Confidence confidence) {
        var hearing = Hearing.of(List.of(run));
        var observed = new Observed(List.of(run));
        var nobody = new Observed(List.of());
        Function<Metric, StressedScores> stressed = metric ->
                new StressedScores(metric, file.suite().byId(), new Scoring(metric, hearing), nobody, observed);
        return new ProbeSurvey(file, observed, stressed, confidence).readings();
    }

    /// Probes under which the candidate was not asked are left out.
    List<ProbeReading> readings() {
        return file.pact().probes().stream()
                .flatMap(probe -> reading(probe).stream())
                .toList();
    }

    private Optional<ProbeReading> reading(Probe probe) {
        var tasks = tasks(probe);
        if (tasks.isEmpty()) {
            return Optional.empty();
        }
        var curves = new ArrayList<ProbeReading.Curve>();
        for (var metric : metrics()) {
            curve(probe, metric, tasks).ifPresent(curves::add);
        }
        var loads = probe instanceof Probe.Load
                ? new LoadSurvey(tasks, candidate, confidence).loads()
                : List.<ProbeReading.Load>of();
        var advice = new ProbeAdvice(probe, confidence.alpha(), metric -> tolerance(probe, metric));
        var tools = new ToolSurvey(tasks, candidate).under(probe.name());
        var found = advice.of(curves, loads, tools);
        return Optional.of(new ProbeReading(
                probe.name(),
                advice.kind(),
                curves,
                loads,
                tools,
                found.isPresent(),
                found.orElseGet(() -> advice.nothing(curves, loads))));
    }

    private List<GoldenTask> tasks(Probe probe) {
        var scope = new Scope(java.util.Set.of(), new Scope.Cases.Under(probe.name()));
        return file.suite().tasks().stream()
                .filter(scope::covers)
                .filter(task -> !candidate.of(task.id()).isEmpty())
                .toList();
    }

    /// Shares that something is promised about.
    private List<Metric> metrics() {
        return file.pact().promisesOfMetrics().stream()
                .map(file.pact()::metricOf)
                .distinct()
                .filter(metric -> metric.unit() == Unit.SHARE)
                .toList();
    }

    private Optional<ProbeReading.Curve> curve(Probe probe, Metric metric, List<GoldenTask> tasks) {
        var sides = stressed.apply(metric);
        var harm = new Harm(isRise(metric), tolerance(probe, metric.name()));
        return probe instanceof Probe.Session
                ? new SessionSurvey(sides, confidence).curve(tasks)
                : new DoseSurvey(sides, harm, confidence).curve(tasks);
    }

    /// Which way is worse, and how far is far.
    record Harm(boolean rise, Tolerance large) {}

    private boolean isRise(Metric metric) {
        return file.pact().promisesOfMetrics().stream()
                .filter(promise -> promise.about().metric().equals(metric.name()))
                .anyMatch(promise -> promise instanceof Promise.Never || Gatherer.riseIsHarm(promise));
    }

    private Tolerance tolerance(Probe probe, String metric) {
        return file.pact().promisesOfMetrics().stream()
                .filter(promise -> promise.about().metric().equals(metric))
                .filter(promise -> promise.about().on().cases().equals(new Scope.Cases.Under(probe.name())))
                .flatMap(promise -> Gatherer.tolerance(promise).stream())
                .findFirst()
                .orElse(LARGE);
    }
}
