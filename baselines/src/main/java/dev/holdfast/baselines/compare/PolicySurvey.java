package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.NewcombePaired;
import dev.holdfast.baselines.stat.WilsonInterval;
import dev.holdfast.harness.policy.DeclaredPolicy;
import dev.holdfast.harness.policy.Umpire;
import dev.holdfast.harness.score.Hearing;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.PolicyReading;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Measures what a policy gains or harms: its answers against the first answers to the same replays.
public final class PolicySurvey {
    private final PactFile file;
    private final Map<String, GoldenTask> tasks;
    private final List<Run> runs;
    private final Hearing hearing;

    public PolicySurvey(PactFile file, List<Run> runs) {
        this.file = file;
        this.tasks = file.suite().byId();
        this.runs = List.copyOf(runs);
        this.hearing = Hearing.of(runs);
    }

    /// What the policy made that the runs were recorded under; empty where it never asked twice and handed nothing
    /// over.
    public Optional<PolicyReading> recorded() {
        var trials = observations(o -> isGoverned(task(o))).stream()
                .flatMap(o -> PolicyTrial.recorded(task(o), o).stream())
                .toList();
        return trials.stream().anyMatch(trial -> trial.answers() > 1 || isEscalated(trial))
                ? Optional.of(reading("as recorded", trials, 0))
                : Optional.empty();
    }

    /// A second question would make another session, and another load.
    private static boolean isGoverned(GoldenTask task) {
        return task.stress()
                .filter(stress -> stress instanceof Stress.InSession || stress instanceof Stress.UnderLoad)
                .isEmpty();
    }

    /// What other policies would have made of the recorded drafts, all over the same replays: those of which all is
    /// known that any of the policies would have asked for.
    public List<PolicyReading> compare(Map<String, AnswerPolicy> policies) throws InterruptedException {
        var observations = observations(o -> !o.failed());
        var trials = new LinkedHashMap<String, Map<Observation, PolicyTrial>>();
        for (var policy : policies.entrySet()) {
            var declared = new DeclaredPolicy(policy.getValue(), Umpire.NOBODY);
            var known = new LinkedHashMap<Observation, PolicyTrial>();
            for (var observation : observations) {
                PolicyTrial.of(task(observation), observation, declared)
                        .ifPresent(trial -> known.put(observation, trial));
            }
            trials.put(policy.getKey(), known);
        }
        var common = new ArrayList<>(observations);
        trials.values().forEach(known -> common.retainAll(known.keySet()));
        return trials.entrySet().stream()
                .map(policy -> reading(
                        policy.getKey(),
                        common.stream()
                                .map(o ->
                                        Objects.requireNonNull(policy.getValue().get(o)))
                                .toList(),
                        observations.size() - common.size()))
                .toList();
    }

    private List<Observation> observations(java.util.function.Predicate<Observation> which) {
        return runs.stream()
                .flatMap(run -> run.observations().stream())
                .filter(observation -> tasks.containsKey(observation.task()))
                .filter(which)
                .toList();
    }

    private GoldenTask task(Observation observation) {
        return Objects.requireNonNull(tasks.get(observation.task()));
    }

    private PolicyReading reading(String name, List<PolicyTrial> trials, int unknown) {
        var escalated = (int) trials.stream().filter(PolicySurvey::isEscalated).count();
        return new PolicyReading(
                name,
                trials.size(),
                unknown,
                escalated,
                trials.stream().mapToInt(PolicyTrial::answers).average().orElse(0),
                change(trials, o -> o.usage().costUsd()),
                change(
                        trials,
                        o -> o.latency()
                                .map(latency -> OptionalDouble.of(latency.toNanos() / 1e9))
                                .orElseGet(OptionalDouble::empty)),
                file.pact().metrics().values().stream()
                        .filter(metric ->
                                metric.unit() == Unit.SHARE && !(metric.measure() instanceof Measure.Escalated))
                        .flatMap(metric -> ofMetric(metric, trials).stream())
                        .toList());
    }

    private static boolean isEscalated(PolicyTrial trial) {
        return trial.policy().outcome() instanceof Outcome.Escalated;
    }

    private static PolicyReading.Change change(List<PolicyTrial> trials, Function<Observation, OptionalDouble> which) {
        return new PolicyReading.Change(
                mean(trials.stream().map(PolicyTrial::first).map(which).toList()),
                mean(trials.stream().map(PolicyTrial::policy).map(which).toList()));
    }

    /// Unknown where it is of one.
    private static OptionalDouble mean(List<OptionalDouble> values) {
        return values.stream().allMatch(OptionalDouble::isPresent)
                ? values.stream().mapToDouble(OptionalDouble::getAsDouble).average()
                : OptionalDouble.empty();
    }

    private Optional<PolicyReading.OfMetric> ofMetric(Metric metric, List<PolicyTrial> trials) {
        var scoring = new Scoring(metric, hearing);
        var covered = trials.stream()
                .filter(trial -> metric.on().covers(trial.task()))
                .collect(Collectors.groupingBy(trial -> trial.task().id(), LinkedHashMap::new, Collectors.toList()));
        var first = means(covered, trial -> scoring.scores(trial.task(), List.of(trial.first())));
        var kept = means(covered, trial -> scoring.scores(trial.task(), List.of(trial.policy())));
        var same = means(
                covered,
                trial -> isEscalated(trial) ? new double[0] : scoring.scores(trial.task(), List.of(trial.first())));
        var handedOver = means(
                covered,
                trial -> isEscalated(trial) ? scoring.scores(trial.task(), List.of(trial.first())) : new double[0]);
        same.keySet().retainAll(kept.keySet());
        kept.keySet().retainAll(same.keySet());
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        var gain = NewcombePaired.of(values(same), values(kept), Confidence.SHOWN);
        return Optional.of(new PolicyReading.OfMetric(
                metric.name(),
                first.size(),
                estimate(values(first)),
                estimate(values(kept)),
                new Estimate(mean(values(kept)) - mean(values(same)), gain.low(), gain.high()),
                handedOver.isEmpty() ? Optional.empty() : Optional.of(estimate(values(handedOver)))));
    }

    /// The mean score by task, of the replays that have one.
    private static Map<String, Double> means(
            Map<String, List<PolicyTrial>> byTask, Function<PolicyTrial, double[]> scores) {
        var means = new LinkedHashMap<String, Double>();
        byTask.forEach((task, trials) -> trials.stream()
                .map(scores)
                .flatMapToDouble(Arrays::stream)
                .average()
                .ifPresent(mean -> means.put(task, mean)));
        return means;
    }

    private static double[] values(Map<String, Double> means) {
        return means.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static Estimate estimate(double[] values) {
        var interval = WilsonInterval.of(Math.clamp(mean(values), 0, 1), values.length, Confidence.SHOWN);
        return new Estimate(mean(values), interval.low(), interval.high());
    }
}
