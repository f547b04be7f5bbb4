package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Comparison;
import java.util.List;

/// Words that one side says more often, and how often: what an answer's drift looks like.
public record Telltale(String words, boolean more, String counts) {
    private static final int LONGEST = 80;

    /// Those of one comparison, the candidate's own first.
    public static List<Telltale> of(Comparison comparison) {
        return comparison instanceof Comparison.Distribution distribution
                ? distribution.words().stream()
                        .flatMap(words -> of(words).stream())
                        .toList()
                : List.of();
    }

    private static List<Telltale> of(Comparison.Words words) {
        return words.telling().stream()
                .map(word -> of(word, words))
                .sorted(java.util.Comparator.comparing(Telltale::more).reversed())
                .toList();
    }

    private static Telltale of(Comparison.Word word, Comparison.Words words) {
        var now = (double) word.candidate() / Math.max(1, words.candidateAnswers());
        var before = (double) word.certified() / Math.max(1, words.certifiedAnswers());
        var counts = Figures.count(word.candidate()) + " of "
                + Figures.plural(words.candidateAnswers(), "answer") + ", certified "
                + Figures.count(word.certified()) + " of " + Figures.count(words.certifiedAnswers());
        return new Telltale(Excerpt.brief(word.text(), LONGEST), now > before, counts);
    }

    /// Which side says it more often.
    public String side() {
        return more ? "more often now" : "less often now";
    }
}
