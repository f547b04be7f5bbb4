package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.FailureClusters;
import java.util.List;
import java.util.stream.Collectors;

/// The failing answers of one metric in groups, in words.
///
/// @param summary how many fail and how many groups they are in
/// @param groups  largest first
public record Grouping(String metric, String summary, List<Group> groups) {
    private static final int LONGEST_WORDS = 160;
    private static final int LONGEST_ID = 160;
    private static final int LONGEST_EXCERPT = 240;

    /// Answers that fail alike, with the one in their middle.
    public record Group(String size, String words, String task, String excerpt) {}

    public static List<Grouping> of(List<FailureClusters> all) {
        return all.stream().map(Grouping::of).toList();
    }

    private static Grouping of(FailureClusters clusters) {
        var groups = clusters.clusters().stream().map(Grouping::group).toList();
        var drawn = clusters.grouped() < clusters.failing()
                ? "; " + Figures.count(clusters.grouped()) + " of them, drawn by seed, are grouped here"
                : "";
        var alone = clusters.grouped()
                - clusters.clusters().stream()
                        .mapToInt(FailureClusters.Cluster::size)
                        .sum();
        var summary = Figures.plural(clusters.failing(), "answer") + " failed tasks that were certified to pass"
                + drawn + ": " + Figures.plural(groups.size(), "group") + " by their words"
                + (alone > 0 ? ", and " + Figures.count(alone) + " like few others." : ".");
        return new Grouping(Excerpt.brief(clusters.metric(), LONGEST_ID), summary, groups);
    }

    private static Group group(FailureClusters.Cluster cluster) {
        var words = cluster.words().stream().map(word -> "“" + word + "”").collect(Collectors.joining(", "));
        return new Group(
                Figures.plural(cluster.size(), "answer"),
                words.isEmpty() ? "no words of their own" : Excerpt.brief(words, LONGEST_WORDS),
                Excerpt.brief(cluster.task(), LONGEST_ID),
                Excerpt.brief(cluster.excerpt(), LONGEST_EXCERPT));
    }

    /// All groups in one line.
    public String line() {
        return summary + " "
                + groups.stream()
                        .map(group -> group.size() + ": " + group.words() + " (" + group.task() + ")")
                        .collect(Collectors.joining("; "))
                + ".";
    }
}
