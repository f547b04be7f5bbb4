package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Nearest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Holds the probes against the golden tasks: is every one about tasks that can bear it?
record ProbeCheck(Cursor probes, StressedTasks tasks) {
    /// A mistake in one task is often a mistake in all; a few examples are enough.
    private static final int EXAMPLES = 3;

    void check(List<Probe> read) {
        var tags = tasks.golden().stream()
                .flatMap(task -> task.tags().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        probes.entries().forEach((name, probe) -> {
            if (tags.contains(name)) {
                probe.keyProblem("\"" + name + "\" is a tag of golden tasks; a probe needs a name of its own");
            }
            probe.child("tags").items().forEach(tag -> knownTag(tag, tags));
        });
        read.forEach(probe -> check(probe, probes.child(probe.name())));
    }

    private static void knownTag(Cursor at, Set<String> tags) {
        at.text()
                .filter(tag -> !tags.contains(tag))
                .ifPresent(tag -> at.problem("no golden task has the tag \"" + tag + "\"" + Nearest.hint(tag, tags)));
    }

    private void check(Probe probe, Cursor at) {
        var selected = tasks.selected(probe);
        switch (probe) {
            case Probe.Memory _ -> conversations(selected, at);
            case Probe.Load load -> levels(load, selected.size(), at.child("at_once"));
            case Probe.Fill _, Probe.Session _, Probe.Injection _, Probe.Faults _ -> {}
        }
        var plain = tasks.golden().stream().map(GoldenTask::id).collect(Collectors.toSet());
        tasks.of(probe).stream()
                .filter(task -> plain.contains(task.id()))
                .limit(EXAMPLES)
                .forEach(task -> at.keyProblem("\"" + task.id() + "\" is the id of a golden task already"));
    }

    private static void conversations(List<GoldenTask> selected, Cursor at) {
        selected.stream()
                .filter(task -> task.messages().stream()
                                .filter(message -> message.role() != Message.Role.SYSTEM)
                                .count()
                        < 2)
                .limit(EXAMPLES)
                .forEach(task -> at.child("ask_after")
                        .problem("task \"" + task.id() + "\" says nothing early that could be asked late; it needs"
                                + " \"messages\" with what is said before the last question"));
    }

    private static void levels(Probe.Load load, int tasks, Cursor at) {
        for (var level : load.levels()) {
            if (level > tasks && tasks > 0) {
                at.problem("%d at once takes at least %d tasks, and probe \"%s\" has %d"
                        .formatted(level, level, load.name(), tasks));
            }
        }
    }
}
