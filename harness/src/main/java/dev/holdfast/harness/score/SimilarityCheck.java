package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure.Similarity;
import dev.holdfast.schema.run.Score;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// `edit_similarity`, `rouge_l`, `bleu`, `similarity`: how like the wanted text the part is, from 0 to 1.
record SimilarityCheck(Wanted wanted, Likening likening) implements Check {
    /// Compares two texts.
    @FunctionalInterface
    interface Likening {
        double of(String text, String ideal);
    }

    /// Time and memory grow with the product of the lengths, so of very long texts the beginnings are compared.
    private static final int MOST_CHARACTERS = 10_000;

    static SimilarityCheck of(Wanted wanted, Similarity.By by, Embedder embedder) {
        return new SimilarityCheck(
                wanted,
                switch (by) {
                    case EDITS -> SimilarityCheck::edits;
                    case ROUGE_L -> RougeL::f1;
                    case BLEU -> Bleu::of;
                    case EMBEDDING -> (text, ideal) -> Embedder.cosine(embedder.embed(text), embedder.embed(ideal));
                });
    }

    @Override
    public Score check(GoldenTask task, Optional<JsonNode> part) {
        return wanted.of(task)
                .map(JsonText::of)
                .<Score>map(ideal -> new Score.Scored(part.map(JsonText::of)
                        .map(text -> Math.clamp(likening.of(text, ideal), 0, 1))
                        .orElse(0.0)))
                .orElse(Wanted.NOT_EXPECTED);
    }

    private static double edits(String text, String ideal) {
        var one = beginning(text);
        var other = beginning(ideal);
        var longer = Math.max(one.length(), other.length());
        return longer == 0
                ? 1
                : 1 - (double) LevenshteinDistance.getDefaultInstance().apply(one, other) / longer;
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    }
}
