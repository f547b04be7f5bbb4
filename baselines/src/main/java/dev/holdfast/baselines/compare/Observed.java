package dev.holdfast.baselines.compare;

import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The observations of one side, by task.
final class Observed {
    private final Map<String, List<Observation>> byTask = new LinkedHashMap<>();

    Observed(List<Run> runs) {
        runs.forEach(run -> run.observations()
                .forEach(o ->
                        byTask.computeIfAbsent(o.task(), _ -> new ArrayList<>()).add(o)));
    }

    Map<String, List<Observation>> byTask() {
        return byTask;
    }

    List<Observation> of(String task) {
        return Objects.requireNonNullElse(byTask.get(task), List.of());
    }

    /// Those that hold an answer.
    List<Observation> answered(String task) {
        return of(task).stream().filter(observation -> !observation.failed()).toList();
    }

    /// Whether the task was asked, and never answered.
    boolean onlyFailed(String task) {
        return byTask.containsKey(task) && answered(task).isEmpty();
    }
}
