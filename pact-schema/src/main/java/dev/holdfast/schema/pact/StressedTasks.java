package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Makes the tasks that a probe asks out of the golden tasks.
record StressedTasks(List<GoldenTask> golden) {
    List<GoldenTask> of(Probe probe) {
        var tasks = selected(probe);
        return switch (probe) {
            case Probe.Fill fill -> {
                var filler = Digest.of(fill.filler().text());
                yield each(
                        tasks,
                        fill.percents(),
                        percent -> new Stress.Filled(
                                fill.name(), percent, fill.filler().window(), filler));
            }
            case Probe.Memory memory -> {
                var filler = Digest.of(memory.filler().text());
                yield each(
                        tasks,
                        memory.percents(),
                        percent -> new Stress.Remembered(
                                memory.name(), percent, memory.filler().window(), filler));
            }
            case Probe.Load load -> each(tasks, load.levels(), level -> new Stress.UnderLoad(load.name(), level));
            case Probe.Session session -> session(session, tasks);
            case Probe.Injection injection ->
                injection.places().stream()
                        .flatMap(place -> tasks.stream().map(task -> task.under(injected(injection, place, task))))
                        .toList();
            case Probe.Faults faults ->
                faults.faults().entrySet().stream()
                        .flatMap(tool -> tool.getValue().stream()
                                .map(fault -> new Stress.ToolFault(faults.name(), tool.getKey(), fault)))
                        .flatMap(stress -> tasks.stream().map(task -> task.under(stress)))
                        .toList();
        };
    }

    List<GoldenTask> selected(Probe probe) {
        var scope = new Scope(probe.tags(), new Scope.Cases.Plain());
        return golden.stream().filter(scope::covers).toList();
    }

    private static <D> List<GoldenTask> each(
            List<GoldenTask> tasks, List<D> doses, java.util.function.Function<D, Stress> stress) {
        return doses.stream()
                .map(stress)
                .flatMap(dose -> tasks.stream().map(task -> task.under(dose)))
                .toList();
    }

    /// Every task gets the same instruction each time, whatever tasks come to stand beside it.
    private static Stress injected(Probe.Injection injection, String place, GoldenTask task) {
        var instructions = injection.instructions();
        var mine = Math.floorMod(task.id().hashCode(), instructions.size());
        return new Stress.Injected(injection.name(), place, instructions.get(mine));
    }

    /// Round after round of all tasks, each round in another order, so that a late position is not a hard task.
    private static List<GoldenTask> session(Probe.Session session, List<GoldenTask> tasks) {
        var order = Stream.iterate(0, round -> round + 1)
                .flatMap(round -> shuffled(session.name() + " " + round, tasks))
                .limit(tasks.isEmpty() ? 0 : session.length())
                .toList();
        var digest = Json.digest(order.stream()
                .map(task -> List.of(task.id(), task.questionDigest()))
                .toList());
        var asked = new ArrayList<GoldenTask>();
        for (var task : order) {
            asked.add(task.under(new Stress.InSession(session.name(), asked.size() + 1, session.length(), digest)));
        }
        return asked;
    }

    private static Stream<GoldenTask> shuffled(String seed, List<GoldenTask> tasks) {
        return tasks.stream()
                .sorted(Comparator.comparing(
                        task -> Digest.of(seed + " " + task.id()).toString()));
    }
}
