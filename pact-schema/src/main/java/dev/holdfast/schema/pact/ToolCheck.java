package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Nearest;
import java.util.List;
import java.util.Map;

/// Holds the tools against the golden tasks and the probes: is every task that a fixture is for there, and can every
/// tool fail as a probe wants it to?
record ToolCheck(Cursor root, Map<String, Tool> tools) {
    void check(Suite suite, List<Probe> probes) {
        placeholders(root.child("agent").child("target"));
        var ids = suite.plain().stream().map(GoldenTask::id).toList();
        tools.values().forEach(tool -> tasks(tool, ids));
        for (var probe : probes) {
            if (probe instanceof Probe.Faults faults) {
                faults.faults().forEach((tool, kinds) -> faults(faults, tool, kinds));
            }
        }
    }

    /// A way to tools that nobody plays leads nowhere.
    private void placeholders(Cursor at) {
        if (tools.values().stream().noneMatch(Tool::isSimulated)) {
            at.text()
                    .filter(Placeholder::namesTools)
                    .ifPresent(_ -> at.problem("leads to no tool: none under \"tools\" has \"fixtures\""));
            at.items().forEach(this::placeholders);
            at.entries().values().forEach(this::placeholders);
        }
    }

    private void tasks(Tool tool, List<String> ids) {
        var at = root.child("tools").child(tool.name()).child("fixtures");
        tool.fixtures().stream()
                .flatMap(fixture -> fixture.task().stream())
                .distinct()
                .filter(task -> !ids.contains(task))
                .forEach(task -> at.problem("a fixture is for task \"" + task + "\", and no golden task has that id"
                        + Nearest.to(task, ids)
                                .map(near -> "; did you mean \"" + near + "\"?")
                                .orElse("")));
    }

    /// A lie takes another truth to be taken from.
    private void faults(Probe.Faults probe, String name, List<Probe.Fault> kinds) {
        var tool = tools.get(name);
        if (tool == null) {
            return;
        }
        var at = root.child("probes").child(probe.name()).child("faults").child(name);
        if (!tool.isSimulated() && !isRecorded()) {
            at.keyProblem(
                    "\"" + name + "\" has no \"fixtures\", so Holdfast does not answer for it and cannot make it fail");
        } else if (kinds.contains(Probe.Fault.PLAUSIBLE) && tool.isSimulated() && results(tool) < 2) {
            at.problem("plausible takes at least two different results in the fixtures of \"" + name + "\"");
        }
    }

    private static long results(Tool tool) {
        return tool.fixtures().stream()
                .map(Tool.Fixture::reply)
                .filter(Tool.Reply.Result.class::isInstance)
                .distinct()
                .count();
    }

    private boolean isRecorded() {
        return root.child("agent").child("target").has("recorded");
    }
}
