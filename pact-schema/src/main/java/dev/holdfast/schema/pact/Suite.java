package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All golden tasks of a pact, in the order of its files, and after them those that its probes put under stress.
///
/// @param digest of the tasks alone, whatever files they stand in
public record Suite(List<GoldenTask> tasks, Digest digest) {
    public Suite {
        tasks = List.copyOf(tasks);
    }

    /// A suite of these tasks.
    static Suite of(List<GoldenTask> tasks) {
        var sorted = tasks.stream().sorted(Comparator.comparing(GoldenTask::id)).toList();
        return new Suite(tasks, Json.digest(sorted));
    }

    /// By id, made anew at each call.
    public Map<String, GoldenTask> byId() {
        var map = LinkedHashMap.<String, GoldenTask>newLinkedHashMap(tasks.size());
        tasks.forEach(task -> map.put(task.id(), task));
        return map;
    }

    /// The tasks as they stand in the golden files.
    public List<GoldenTask> plain() {
        return tasks.stream().filter(Scope.PLAIN::covers).toList();
    }
}
