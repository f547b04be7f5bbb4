package dev.holdfast.baselines.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which texts belong together by their words?
///
/// The number of clusters, at most six, is the one with the best simplified silhouette; where even that is
/// poor, all texts are one cluster. It describes and decides nothing: there is no p-value, and others may
/// divide otherwise.
public record Clustering(long seed) {
    /// Fewer are read faster than described.
    public static final int LEAST_TEXTS = 6;

    private static final int MOST_CLUSTERS = 6;
    /// Fewer are no pattern: no more clusters are tried than would have so many each, and smaller ones are left
    /// out.
    private static final int LEAST_MEMBERS = 3;

    /// Below it the middles lie hardly apart. Texts in many coordinates reach lower values than points in a
    /// plane.
    private static final double POOR = 0.1;

    private static final int MOST_WORDS = 4;

    /// Texts that belong together.
    ///
    /// @param members positions of its texts, the one nearest to the middle first
    /// @param words   that its texts hold and the others do not, most telling first
    public record Cluster(List<Integer> members, List<String> words) {
        public Cluster {
            members = List.copyOf(members);
            words = List.copyOf(words);
        }
    }

    /// The clusters, largest first; none where there are too few texts. Texts that are like few others are in
    /// none.
    ///
    /// @param others what the words of an only cluster are told from
    public List<Cluster> of(List<String> texts, List<String> others) {
        if (texts.size() < LEAST_TEXTS) {
            return List.of();
        }
        var all = new ArrayList<>(texts);
        all.addAll(others);
        var held = new Vocabulary(all, 2).held();
        var own = held.subList(0, texts.size());
        var parts = best(new WordVectors(own)).parts();
        return parts.stream()
                .filter(part -> part.size() >= LEAST_MEMBERS)
                .map(part -> new Cluster(
                        part,
                        words(part, own, parts.size() == 1 ? held.subList(texts.size(), held.size()) : List.of())))
                .toList();
    }

    private Partition best(WordVectors vectors) {
        var best = Partition.whole(vectors);
        var most = Math.min(Math.min(MOST_CLUSTERS, vectors.size() / LEAST_MEMBERS), vectors.distinct());
        for (var parts = 2; parts <= most; parts++) {
            var partition = Partition.of(vectors, parts, seed);
            if (partition.silhouette() > Math.max(POOR, best.silhouette())) {
                best = partition;
            }
        }
        return best;
    }

    private static List<String> words(List<Integer> part, List<Set<String>> texts, List<Set<String>> others) {
        var inside = part.stream().map(texts::get).toList();
        var outside = new ArrayList<>(others);
        var members = new TreeSet<>(part);
        for (var text = 0; text < texts.size(); text++) {
            if (!members.contains(text)) {
                outside.add(texts.get(text));
            }
        }
        return Telling.among(outside, inside).stream()
                .filter(Telling::moreInCandidate)
                .limit(MOST_WORDS)
                .map(Telling::words)
                .toList();
    }
}
