package dev.holdfast.schema.evaluation;

import java.util.List;

/// The candidate's answers that fail one metric, on tasks that were certified to pass, grouped by their words.
///
/// @param failing how many such answers there are
/// @param grouped how many of them were grouped; of very many a seeded sample
/// @param clusters largest first
public record FailureClusters(String metric, int failing, int grouped, List<Cluster> clusters) {
    public FailureClusters {
        clusters = List.copyOf(clusters);
    }

    /// Answers that fail in a similar way.
    ///
    /// @param size    how many of the grouped answers
    /// @param task    of the answer in the middle of the cluster
    /// @param excerpt the beginning of that answer
    /// @param words   that tell the cluster from the rest, most telling first
    public record Cluster(int size, String task, String excerpt, List<String> words) {
        public Cluster {
            words = List.copyOf(words);
        }
    }
}
