package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.ClusteredStandardError;
import dev.holdfast.schema.pact.GoldenTask;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Which tasks are variations of one, and so go together: by the position of each task the number of its cluster.
///
/// A task that names no cluster is one of its own.
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Clusters(int[] byTask) {
    public static Clusters of(List<GoldenTask> tasks) {
        Map<String, Integer> numbers = new HashMap<>();
        var byTask = new int[tasks.size()];
        for (var i = 0; i < byTask.length; i++) {
            var task = tasks.get(i);
            // an id and a cluster of the same name are not the same
            var name = task.cluster().map(cluster -> "cluster " + cluster).orElse("task " + task.id());
            byTask[i] = numbers.computeIfAbsent(name, _ -> numbers.size());
        }
        return new Clusters(byTask);
    }

    public int count() {
        return (int) IntStream.of(byTask).distinct().count();
    }

    public boolean isTrivial() {
        return count() == byTask.length;
    }

    /// How many independent tasks these values are worth.
    public double trials(double[] values) {
        return isTrivial() || count() < 2 ? count() : ClusteredStandardError.effectiveSize(values, byTask);
    }

    /// The method's name, and that it knew of clusters.
    String in(String method) {
        return isTrivial() ? method : method + ", " + count() + " clusters";
    }
}
