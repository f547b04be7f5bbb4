package dev.holdfast.baselines.compare;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Scope;
import java.util.List;
import java.util.function.Predicate;

/// One metric's scores on both sides, task by task, and why tasks are left out.
///
/// @param pairs      tasks with scores on both sides
/// @param failed     certified tasks on which every replay of the candidate failed
/// @param unscored   certified tasks that the candidate answered, but the metric could not score
/// @param missing    certified tasks that the candidate was never asked
/// @param unheard    certified tasks that the candidate answered, and judges were not reached about
record PairedScores(
        List<Pair> pairs,
        List<GoldenTask> failed,
        List<GoldenTask> unscored,
        List<GoldenTask> missing,
        List<GoldenTask> unheard) {
    /// Of tasks that all have scores.
    static PairedScores of(List<Pair> pairs) {
        return new PairedScores(pairs, List.of(), List.of(), List.of(), List.of());
    }

    /// The scores of one task.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Pair(GoldenTask task, double[] certified, double[] candidate) {}

    /// Only the tasks of a scope.
    PairedScores on(Scope scope) {
        return where(scope::covers);
    }

    /// Only the tasks of a tag.
    PairedScores tagged(String tag) {
        return where(task -> task.tags().contains(tag));
    }

    private PairedScores where(Predicate<GoldenTask> included) {
        return new PairedScores(
                pairs.stream().filter(pair -> included.test(pair.task())).toList(),
                failed.stream().filter(included).toList(),
                unscored.stream().filter(included).toList(),
                missing.stream().filter(included).toList(),
                unheard.stream().filter(included).toList());
    }

    Shortfall shortfall() {
        return new Shortfall(pairs.size(), failed.size(), unscored.size(), missing.size(), unheard.size());
    }

    Clusters clusters() {
        return Clusters.of(pairs.stream().map(Pair::task).toList());
    }

    double[][] certified() {
        return pairs.stream().map(Pair::certified).toArray(double[][]::new);
    }

    double[][] candidate() {
        return pairs.stream().map(Pair::candidate).toArray(double[][]::new);
    }
}
