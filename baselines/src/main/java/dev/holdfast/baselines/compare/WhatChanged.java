package dev.holdfast.baselines.compare;

import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Attribution.Part;
import dev.holdfast.schema.evaluation.Attribution.State;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.evaluation.Mover;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.Metric;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.Environment;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Holds everything that is recorded of the two sides against each other, part by part. What either side did not
/// record is unknown, never unchanged.
final class WhatChanged {
    static final String SCORERS = "scorers";

    private final PactFile file;
    private final Baseline baseline;
    private final Run candidate;
    private final List<Part> parts = new ArrayList<>();

    /// What is compared, and how a person reads it.
    private record Value(String key, String text) {
        static Value of(String text) {
            return new Value(text, text);
        }

        static Value of(Environment.Part part) {
            return new Value(part.digest().brief(), part.says());
        }

        static Value of(Digest digest) {
            return of(digest.brief());
        }
    }

    WhatChanged(PactFile file, Baseline baseline, Run candidate) {
        this.file = file;
        this.baseline = baseline;
        this.candidate = candidate;
    }

    /// @param drifts what the scorers alone moved, by metric
    List<Part> parts(Map<String, Evidence.Rescored> drifts) {
        planned(
                Mover.MODEL,
                "model asked for",
                plan -> Optional.of(Value.of(plan.requested().orElse("none"))));
        answered("model that answered", Run::models, false);
        answered("fingerprint", Run::fingerprints, true);
        recorded(Mover.PROMPT, "system prompt", Environment::prompt);
        recorded(Mover.TOOLS, "tools", Environment::tools);
        recorded(Mover.PARAMETERS, "parameters", Environment::parameters);
        recorded(Mover.TARGET, "target", Environment::target);
        settings();
        scorers(drifts);
        pact();
        planned(Mover.HARNESS, "Holdfast", plan -> Optional.of(Value.of(plan.holdfast())));
        host();
        return List.copyOf(parts);
    }

    /// A server names its configuration anew for each of its machines, so one that was certified is no change.
    private void answered(String name, Function<Run, Collection<String>> seen, boolean anyCertified) {
        var before = new TreeSet<String>();
        baseline.runs().forEach(run -> before.addAll(seen.apply(run)));
        var after = new TreeSet<>(seen.apply(candidate));
        var same = anyCertified ? before.containsAll(after) : before.equals(after);
        add(Mover.MODEL, name, text(before), text(after), same);
    }

    private static Optional<String> text(Collection<String> texts) {
        return texts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", texts));
    }

    private void recorded(Mover mover, String name, Function<Environment, Environment.Part> part) {
        planned(mover, name, plan -> plan.environment().map(part).map(Value::of));
    }

    /// Runs of older versions have one digest of three parts together.
    private void settings() {
        var whole = Stream.concat(baseline.runs().stream(), Stream.of(candidate))
                .allMatch(run -> run.plan().flatMap(RunPlan::environment).isPresent());
        if (!whole) {
            planned(
                    Mover.UNKNOWN,
                    "target, parameters and prompt together",
                    plan -> Optional.of(Value.of(plan.settings())));
        }
    }

    private void planned(Mover mover, String name, Function<RunPlan, Optional<Value>> value) {
        var before = values(baseline.runs(), value);
        var after = values(List.of(candidate), value);
        var same = before.map(Map::keySet)
                .flatMap(then -> after.map(now -> then.containsAll(now.keySet())))
                .orElse(false);
        var alike = !same
                && before.map(Map::values)
                        .map(List::copyOf)
                        .equals(after.map(Map::values).map(List::copyOf));
        add(mover, name, before.map(then -> text(then, alike)), after.map(now -> text(now, alike)), same);
    }

    /// By key; empty where any of the runs does not tell.
    private static Optional<Map<String, String>> values(List<Run> runs, Function<RunPlan, Optional<Value>> value) {
        var values = new TreeMap<String, String>();
        for (var run : runs) {
            var told = run.plan().flatMap(value);
            if (told.isEmpty()) {
                return Optional.empty();
            }
            values.put(told.get().key(), told.get().text());
        }
        return Optional.of(values);
    }

    /// With their digests where two that differ read alike.
    private static String text(Map<String, String> values, boolean alike) {
        return values.entrySet().stream()
                .map(value -> alike ? value.getValue() + " (" + value.getKey() + ")" : value.getValue())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private void scorers(Map<String, Evidence.Rescored> drifts) {
        var metrics = file.pact().promisesOfMetrics().stream()
                .map(file.pact()::metricOf)
                .distinct()
                .toList();
        var before = parts.size();
        metrics.forEach(metric -> scorer(metric, Optional.ofNullable(drifts.get(metric.name()))));
        if (parts.size() == before) {
            var names = metrics.stream().map(Metric::name).collect(Collectors.joining(", "));
            add(Mover.GRADER, SCORERS, Optional.of(names), Optional.of(names), true);
        }
    }

    private void scorer(Metric metric, Optional<Evidence.Rescored> drift) {
        var then = Optional.ofNullable(baseline.certificate().metrics().get(metric.name()));
        var name = scorerOf(metric);
        if (drift.isPresent()) {
            var unit = drift.get().unit();
            add(
                    Mover.GRADER,
                    name,
                    Optional.of(unit.text(drift.get().certified())),
                    Optional.of(unit.text(drift.get().today()) + " on the same answers"),
                    false);
        } else if (then.isPresent() && !then.get().equals(metric.digest())) {
            add(
                    Mover.GRADER,
                    name,
                    then.map(Digest::brief),
                    Optional.of(metric.digest().brief()),
                    false);
        }
    }

    static String scorerOf(Metric metric) {
        return "scorer of " + metric.name();
    }

    private void pact() {
        var certificate = baseline.certificate();
        digests("pact", certificate.pactDigest(), file.pact().digest());
        digests("golden tasks", certificate.suiteDigest(), file.suite().digest());
    }

    private void digests(String name, Digest then, Digest now) {
        add(Mover.PACT, name, Optional.of(then.brief()), Optional.of(now.brief()), then.equals(now));
    }

    private void host() {
        var names = Stream.concat(baseline.runs().stream(), Stream.of(candidate))
                .flatMap(run -> run.plan().flatMap(RunPlan::environment).stream())
                .flatMap(environment -> environment.host().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        names.forEach(name -> planned(
                Mover.ENVIRONMENT,
                name,
                plan -> plan.environment()
                        .flatMap(environment ->
                                Optional.ofNullable(environment.host().get(name)))
                        .map(Value::of)));
    }

    private void add(Mover mover, String name, Optional<String> before, Optional<String> after, boolean same) {
        var state = before.isEmpty() || after.isEmpty() ? State.UNKNOWN : same ? State.SAME : State.CHANGED;
        parts.add(new Part(mover, name, before, after, state));
    }
}
