package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Digest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All golden tasks of a pact, in the order of its files.
///
/// @param digest of the tasks alone, whatever files they stand in
public record Suite(List<GoldenTask> tasks, Digest digest) {
    public Suite {
        tasks = List.copyOf(tasks);
    }

    /// By id.
    public Map<String, GoldenTask> byId() {
        var map = LinkedHashMap.<String, GoldenTask>newLinkedHashMap(tasks.size());
        tasks.forEach(task -> map.put(task.id(), task));
        return map;
    }
}
