package dev.holdfast.baselines.certify;

import dev.holdfast.baselines.compare.Confidence;
import dev.holdfast.baselines.compare.RunAgreement;
import dev.holdfast.baselines.compare.ScoreStream;
import dev.holdfast.baselines.compare.Standing;
import dev.holdfast.schema.baseline.Certificate;
import dev.holdfast.schema.baseline.Pin;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Promise;
import dev.holdfast.schema.pact.Scope;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Decides whether runs may serve as the baseline of a pact, and states what they show.
public final class Certifier {
    /// More failed replays than this, and the rest says too little about the agent.
    private static final double MOST_FAILURES = 0.1;

    /// Fewer tasks than this leave even an agent that never fails with an interval wider than ten points.
    private static final int FEW_TASKS = 30;

    /// Runs on this many occasions show how much the agent varies from run to run.
    private static final int ENOUGH_RUNS = 3;

    private final PactFile file;
    private final List<Run> runs;
    private final List<Run> control;
    private final List<GoldenTask> tasks;

    public Certifier(PactFile file, List<Run> runs) {
        this(file, runs, List.of());
    }

    /// @param control the control's runs, made on the same occasions
    public Certifier(PactFile file, List<Run> runs, List<Run> control) {
        var golden = file.suite().byId().keySet();
        this.file = file;
        this.runs = runs.stream().map(run -> only(run, golden::contains)).toList();
        this.control = control.stream().map(run -> only(run, golden::contains)).toList();
        var asked = this.runs.stream()
                .flatMap(run -> run.observations().stream())
                .filter(observation -> !observation.failed())
                .map(Observation::task)
                .collect(Collectors.toSet());
        this.tasks = file.suite().tasks().stream()
                .filter(task -> asked.contains(task.id()))
                .toList();
    }

    /// Certifies, or says why not.
    public Certification certify(Instant at, String holdfast) {
        var reasons = reasons();
        if (!reasons.isEmpty()) {
            return new Certification.Refused(reasons);
        }
        var standing = new Standing(file, tasks, runs, Confidence.DEFAULT);
        var broken = standing.brokenPromises();
        if (!broken.isEmpty()) {
            return new Certification.Refused(broken);
        }
        var steadiness = new Steadiness(ScoreStream.of(file, questions(), runs), runs);
        var refusals = steadiness.refusals();
        if (!refusals.isEmpty()) {
            return new Certification.Refused(refusals);
        }
        return new Certification.Certified(certificate(standing, steadiness, at, holdfast), runs, control);
    }

    private Certificate certificate(Standing standing, Steadiness steadiness, Instant at, String holdfast) {
        var limits = limits(steadiness);
        var pact = file.pact();
        return new Certificate(
                pact.name(),
                pact.digest(),
                file.suite().digest(),
                pact.metrics().values().stream().collect(Collectors.toMap(Metric::name, Metric::digest)),
                pact.promises().stream().map(Promise::id).toList(),
                questions(),
                runs.stream().map(Certifier::summary).toList(),
                standing.levels(),
                steadiness.scatter(),
                !limits.isEmpty(),
                Stream.concat(limits.stream(), controlLimits().stream()).toList(),
                pin(),
                at,
                holdfast,
                Optional.of(standing.taskMeans()),
                Optional.of(control)
                        .filter(made -> !made.isEmpty())
                        .map(made -> made.stream().map(Certifier::summary).toList()));
    }

    private static Run only(Run run, Predicate<String> wanted) {
        return new Run(
                run.id(),
                run.plan(),
                run.observations().stream().filter(o -> wanted.test(o.task())).toList(),
                run.votes());
    }

    /// Without what was asked to find out what the target does not bear.
    private Run calm(Run run) {
        var loaded = file.suite().tasks().stream()
                .filter(task ->
                        task.stress().filter(Stress.UnderLoad.class::isInstance).isPresent())
                .map(GoldenTask::id)
                .collect(Collectors.toSet());
        return only(run, id -> !loaded.contains(id));
    }

    private List<String> reasons() {
        var reasons = new ArrayList<String>();
        if (runs.isEmpty() || runs.stream().allMatch(run -> run.observations().isEmpty())) {
            reasons.add("there is nothing to certify: no observation of a golden task of this pact");
            return reasons;
        }
        if (new HashSet<>(runs.stream().map(Run::id).toList()).size() < runs.size()) {
            reasons.add("the same run is given twice; a run is evidence once");
        }
        for (var run : runs) {
            if (run.outstanding() > 0) {
                reasons.add(
                        "run \"%s\" was broken off with %d of %d replays missing; `holdfast run --resume` finishes it"
                                .formatted(
                                        run.id(),
                                        run.outstanding(),
                                        run.plan().orElseThrow().planned()));
            }
            var calm = calm(run);
            if (calm.failures() > MOST_FAILURES * calm.observations().size()) {
                reasons.add("run \"%s\": %d of %d replays got no answer; a baseline takes at most %.0f %%"
                        .formatted(
                                run.id(), calm.failures(), calm.observations().size(), 100 * MOST_FAILURES));
            }
        }
        return reasons;
    }

    private List<String> limits(Steadiness steadiness) {
        var limits = new ArrayList<String>();
        if (runs.size() == 1) {
            limits.add("it is made of a single run, so it cannot know how much the agent varies from run to run;"
                    + " certify over at least " + ENOUGH_RUNS + " runs, best on different days");
        } else if (runs.size() < ENOUGH_RUNS) {
            limits.add("it is made of %d runs; from %d on, best on different days, it knows how much the agent varies"
                    .formatted(runs.size(), ENOUGH_RUNS));
        }
        limits.addAll(new RunAgreement(file, tasks, runs).disagreements());
        limits.addAll(steadiness.doubts());
        var plain = tasks.stream().filter(Scope.PLAIN::covers).count();
        if (plain < FEW_TASKS) {
            limits.add("it has %d golden tasks; below %d only large changes can be told from chance"
                    .formatted(plain, FEW_TASKS));
        }
        var lacking = file.suite().tasks().size() - tasks.size();
        if (lacking > 0) {
            limits.add(lacking + " golden tasks of the pact have no certified answer");
        }
        return limits;
    }

    /// What is wrong with the control weakens what can be said of causes, not the baseline.
    private List<String> controlLimits() {
        if (file.pact().control().isEmpty()) {
            return List.of();
        }
        if (control.isEmpty()) {
            return List.of("the pact declares a control, but there is no run of it, so a change of the harness cannot"
                    + " be told from one of the agent");
        }
        return control.stream()
                .filter(run ->
                        run.failures() > MOST_FAILURES * run.observations().size())
                .map(run -> "run \"%s\": %d of %d replays of the control got no answer"
                        .formatted(run.id(), run.failures(), run.observations().size()))
                .toList();
    }

    private Map<String, String> questions() {
        var questions = new TreeMap<String, String>();
        tasks.forEach(task -> questions.put(task.id(), task.questionDigest()));
        return questions;
    }

    private static Certificate.CertifiedRun summary(Run run) {
        return new Certificate.CertifiedRun(
                run.id(), run.byTask().size(), run.observations().size(), run.failures());
    }

    private Pin pin() {
        return new Pin(
                file.pact().agent().pin(),
                runs.stream()
                        .flatMap(run -> run.models().stream())
                        .distinct()
                        .sorted()
                        .toList(),
                runs.getFirst().plan().map(RunPlan::settings),
                runs.getFirst().plan().flatMap(RunPlan::environment));
    }
}
