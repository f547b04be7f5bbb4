package dev.holdfast.baselines.compare;

import dev.holdfast.schema.pact.GoldenTask;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which tags of some tasks are worth a look of their own.
final class SliceTags {
    /// Below this many tasks a slice could only be shown to be broken if nearly all of it broke.
    private static final int SMALLEST_SLICE = 10;

    private SliceTags() {}

    /// Tags of enough tasks, and not of all: a slice that is the whole tells nothing new.
    static SortedSet<String> of(List<GoldenTask> tasks) {
        Map<String, Integer> sizes = new TreeMap<>();
        tasks.forEach(task -> task.tags().forEach(tag -> sizes.merge(tag, 1, Integer::sum)));
        sizes.values().removeIf(size -> size < SMALLEST_SLICE || size == tasks.size());
        return new TreeSet<>(sizes.keySet());
    }
}
