package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.WilsonInterval;
import dev.holdfast.harness.score.ToolFailures;
import dev.holdfast.harness.tool.Suspicions;
import dev.holdfast.schema.evaluation.Estimate;
import dev.holdfast.schema.evaluation.ToolReading;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Handling;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.ToolCall;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// How the candidate used its tools, and what it did when they failed.
record ToolSurvey(List<GoldenTask> tasks, Observed candidate) {
    /// A replay in which a tool was called.
    private record Use(GoldenTask task, Observation observation, List<ToolCall> calls) {
        Optional<Handling> handling() {
            return calls.stream().anyMatch(ToolCall::hasFailed)
                    ? ToolFailures.handling(task, observation)
                    : Optional.empty();
        }
    }

    /// One a tool, where no probe makes one fail.
    List<ToolReading> plain() {
        Predicate<GoldenTask> untouched = task -> task.stress()
                .filter(stress -> stress instanceof Stress.ToolFault)
                .isEmpty();
        var names = tasks.stream()
                .filter(untouched)
                .flatMap(task -> candidate.answered(task.id()).stream())
                .flatMap(observation -> observation.toolCalls().stream())
                .map(ToolCall::name)
                .distinct()
                .sorted()
                .toList();
        return names.stream()
                .map(name -> reading(name, Optional.empty(), uses(untouched, name)))
                .toList();
    }

    /// One a tool and fault of the probe, where the tool was called.
    List<ToolReading> under(String probe) {
        var stresses = new LinkedHashMap<Stress.ToolFault, List<GoldenTask>>();
        for (var task : tasks) {
            if (task.stress().orElse(null) instanceof Stress.ToolFault fault
                    && fault.probe().equals(probe)) {
                stresses.computeIfAbsent(fault, _ -> new ArrayList<>()).add(task);
            }
        }
        return stresses.entrySet().stream()
                .map(stress -> reading(
                        stress.getKey().tool(),
                        Optional.of(stress.getKey().fault().key()),
                        uses(stress.getValue()::contains, stress.getKey().tool())))
                .filter(reading -> reading.calls() > 0)
                .toList();
    }

    private List<Use> uses(Predicate<GoldenTask> which, String tool) {
        return tasks.stream()
                .filter(which)
                .flatMap(task -> candidate.answered(task.id()).stream()
                        .map(observation -> new Use(
                                task,
                                observation,
                                observation.toolCalls().stream()
                                        .filter(call -> call.name().equals(tool))
                                        .toList())))
                .filter(use -> !use.calls().isEmpty())
                .toList();
    }

    private static ToolReading reading(String tool, Optional<String> fault, List<Use> uses) {
        var calls = uses.stream().flatMap(use -> use.calls().stream()).toList();
        var handled = new EnumMap<Handling, Integer>(Handling.class);
        uses.forEach(use -> use.handling().ifPresent(handling -> handled.merge(handling, 1, Integer::sum)));
        return new ToolReading(
                tool,
                fault,
                uses.size(),
                calls.size(),
                count(calls, problem -> !isOfResult(problem)),
                count(calls, ToolSurvey::isOfResult),
                Suspicions.of(calls),
                handled,
                invented(uses));
    }

    private static boolean isOfResult(String problem) {
        return problem.startsWith("result:") || problem.equals(ToolCall.FAILED);
    }

    private static int count(List<ToolCall> calls, Predicate<String> problem) {
        return (int) calls.stream()
                .filter(call -> call.problems().stream().anyMatch(problem))
                .count();
    }

    private static Optional<Estimate> invented(List<Use> uses) {
        Map<String, List<Double>> byTask = new LinkedHashMap<>();
        uses.forEach(use -> use.handling()
                .ifPresent(handling -> byTask.computeIfAbsent(use.task().id(), _ -> new ArrayList<>())
                        .add(handling == Handling.INVENTED ? 1.0 : 0.0)));
        if (byTask.isEmpty()) {
            return Optional.empty();
        }
        var share = byTask.values().stream()
                .mapToDouble(task ->
                        task.stream().mapToDouble(Double::doubleValue).average().orElseThrow())
                .average()
                .orElseThrow();
        var interval = WilsonInterval.of(share, byTask.size(), Confidence.SHOWN);
        return Optional.of(new Estimate(share, interval.low(), interval.high()));
    }
}
