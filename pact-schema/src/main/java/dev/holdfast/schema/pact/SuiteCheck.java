package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Holds the pact against its golden tasks: does every promise have tasks, and every task what its metrics need?
final class SuiteCheck {
    /// A mistake in one task is often a mistake in all; a few examples are enough.
    private static final int EXAMPLES = 5;

    private final Cursor root;
    private final GoldenTasks places;
    private final Suite suite;
    private final List<GoldenTask> plain;
    private final Set<String> probes;
    private final Set<String> tags;

    SuiteCheck(Cursor root, GoldenTasks places, Suite suite) {
        this.root = root;
        this.places = places;
        this.suite = suite;
        this.plain = suite.plain();
        this.probes = root.child("probes").entries().keySet();
        this.tags = plain.stream().flatMap(task -> task.tags().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    void check(List<Target> targets, Map<String, Metric> metrics, List<Promise> promises) {
        root.child("metrics").entries().values().forEach(metric -> known(metric.child("on")));
        root.child("promises").items().forEach(promise -> known(promise.child("on")));
        known(root.child("agent").child("limits").child("first").items());
        metrics.values().forEach(this::ideals);
        promises.forEach(promise -> {
            switch (promise) {
                case Promise.OfMetric ofMetric -> tasksFor(ofMetric, metrics);
                // an unknown tag has been told, and every known one has a task
                case Promise.SameDistribution _ -> {}
            }
        });
        if (targets.stream().anyMatch(target -> !(target instanceof Target.Recorded))) {
            questions();
        }
    }

    private void known(Cursor on) {
        on.text()
                .filter(probe -> !probes.contains(probe))
                .ifPresent(probe -> on.problem("there is no probe \"" + probe + "\"" + Nearest.hint(probe, probes)
                        + (tags.contains(probe) ? "; the tag is {tags: [" + probe + "]}" : "")));
        known(on.child("tags").items());
    }

    private void known(List<Cursor> named) {
        for (var tag : named) {
            tag.text()
                    .filter(name -> !tags.contains(name))
                    .ifPresent(name ->
                            tag.problem("no golden task has the tag \"" + name + "\"" + Nearest.hint(name, tags)));
        }
    }

    private void tasksFor(Promise.OfMetric promise, Map<String, Metric> metrics) {
        var metric = metrics.get(promise.about().metric());
        var both = suite.tasks().stream()
                .anyMatch(task -> metric != null
                        && metric.on().covers(task)
                        && promise.on().covers(task));
        if (!both) {
            root.child("promises")
                    .problem("no golden task is covered by both the promise \"" + promise.id() + "\" and its metric");
        }
    }

    private void ideals(Metric metric) {
        metric.measure().expects().forEach(pointer -> ideal(metric, pointer));
    }

    private void ideal(Metric metric, String pointer) {
        var scored = suite.tasks().stream()
                .filter(metric.on()::covers)
                .map(GoldenTask::origin)
                .collect(Collectors.toSet());
        var lacking = plain.stream()
                .filter(task -> scored.contains(task.id()))
                .filter(task -> task.expected().isEmpty()
                        || task.expected().get().at(pointer).isMissingNode())
                .toList();
        var what = "\"expected" + pointer.replace('/', '.') + "\"";
        var rest = lacking.size() > EXAMPLES ? " (and so do " + (lacking.size() - EXAMPLES) + " more tasks)" : "";
        lacking.stream()
                .limit(EXAMPLES)
                .forEach(task -> root.problems()
                        .add(places.problem(
                                task,
                                "task \"" + task.id() + "\" lacks " + what + ", which metric \"" + metric.name()
                                        + "\" compares with" + rest)));
    }

    private void questions() {
        plain.stream()
                .filter(task -> task.messages().isEmpty())
                .limit(EXAMPLES)
                .forEach(task -> root.problems()
                        .add(places.problem(
                                task, "task \"" + task.id() + "\" asks nothing: it needs \"input\" or \"messages\"")));
    }
}
