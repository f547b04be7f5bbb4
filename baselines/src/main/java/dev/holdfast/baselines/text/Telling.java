package dev.holdfast.baselines.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Words that more texts of one side hold than of the other.
///
/// @param certified texts that hold them
/// @param candidate texts that hold them
/// @param difference of the shares of texts, candidate minus certified
public record Telling(String words, int certified, int candidate, double difference) {
    /// Smaller differences are not worth a line.
    private static final double LEAST_DIFFERENCE = 0.05;

    private static final int SCRAP = 3;

    private static final Comparator<Telling> MOST_TELLING_FIRST = Comparator.comparingLong(
                    (Telling telling) -> -Math.round(10 * Math.abs(telling.difference())))
            // of about equally telling words, to ten points, the longest says most
            .thenComparingInt(telling -> -telling.length())
            // and of these the one with the fewest signs
            .thenComparingInt(telling -> telling.words().length() - telling.letters())
            .thenComparing(Telling::words);

    public boolean moreInCandidate() {
        return difference > 0;
    }

    private int length() {
        return LengthBand.is(words)
                ? 0
                : (int) Arrays.stream(words.split(" "))
                        .filter(word -> word.codePoints().anyMatch(Character::isLetterOrDigit))
                        .count();
    }

    private int letters() {
        return (int) words.codePoints().filter(Character::isLetterOrDigit).count();
    }

    /// The most telling words; of a phrase and its parts only one, and no scraps of phrases that overlap.
    static List<Telling> among(Collection<Set<String>> certified, Collection<Set<String>> candidate) {
        var before = counts(certified);
        var now = counts(candidate);
        var all = new TreeSet<>(before.keySet());
        all.addAll(now.keySet());
        var ranked = all.stream()
                .map(words -> of(
                        words,
                        before.getOrDefault(words, 0),
                        now.getOrDefault(words, 0),
                        certified.size(),
                        candidate.size()))
                .filter(telling -> Math.abs(telling.difference()) >= LEAST_DIFFERENCE)
                .sorted(MOST_TELLING_FIRST)
                .toList();
        return withoutRepetition(ranked);
    }

    private static Telling of(String words, int certified, int candidate, int certifiedTexts, int candidateTexts) {
        var difference =
                (double) candidate / Math.max(1, candidateTexts) - (double) certified / Math.max(1, certifiedTexts);
        return new Telling(words, certified, candidate, difference);
    }

    private static Map<String, Integer> counts(Collection<Set<String>> texts) {
        var counts = new HashMap<String, Integer>();
        texts.forEach(words -> words.forEach(word -> counts.merge(word, 1, Integer::sum)));
        return counts;
    }

    private static List<Telling> withoutRepetition(List<Telling> ranked) {
        var kept = new ArrayList<Telling>();
        var said = Map.of(true, new HashSet<String>(), false, new HashSet<String>());
        for (var telling : ranked) {
            var already = said.getOrDefault(telling.moreInCandidate(), new HashSet<>());
            var parts = Arrays.asList(telling.words().split(" "));
            if (parts.stream().noneMatch(already::contains)) {
                kept.add(telling);
                already.addAll(parts);
            } else {
                parts.stream().filter(part -> part.length() <= SCRAP).forEach(already::add);
            }
        }
        return kept;
    }
}
