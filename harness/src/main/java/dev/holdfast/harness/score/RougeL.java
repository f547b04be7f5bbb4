package dev.holdfast.harness.score;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// ROUGE-L, the F1 of the longest common subsequence of words (Lin 2004, "ROUGE: A Package for Automatic Evaluation
/// of Summaries"), as the Python package rouge-score computes it without stemming: words are runs of letters and
/// digits in lower case. Beyond ASCII, where that package sees no words, letters of every script count.
final class RougeL {
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}]+");

    /// Time grows with the product of the lengths, so of very long texts the beginnings are compared.
    private static final int MOST_WORDS = 5_000;

    private RougeL() {}

    static double f1(String text, String ideal) {
        var here = words(text);
        var there = words(ideal);
        if (here.isEmpty() || there.isEmpty()) {
            return here.isEmpty() && there.isEmpty() ? 1 : 0;
        }
        return 2.0 * common(here, there) / (here.size() + there.size());
    }

    private static int common(List<String> here, List<String> there) {
        var before = new int[there.size() + 1];
        for (var word : here) {
            var now = new int[there.size() + 1];
            for (int i = 0; i < there.size(); i++) {
                now[i + 1] = word.equals(there.get(i)) ? before[i] + 1 : Math.max(before[i + 1], now[i]);
            }
            before = now;
        }
        return before[there.size()];
    }

    private static List<String> words(String text) {
        return Stream.of(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT)))
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
    }
}
