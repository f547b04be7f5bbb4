package dev.holdfast.harness.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure.Similarity;
import dev.holdfast.schema.run.Score;
import java.text.Normalizer;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// `edit_similarity`, `rouge_l`, `bleu`, `similarity`: how like the wanted text the part is, from 0 to 1.
record SimilarityCheck(Wanted wanted, Likening likening) implements Check {
    /// Compares two texts.
    @FunctionalInterface
    interface Likening {
        double of(String text, String ideal);
    }

    private static final Score NO_NUMBER = new Score.Unscored("its model gave no vector that can be compared");

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
                .filter(ideal -> !ideal.isNull())
                .map(SimilarityCheck::text)
                .map(ideal -> part.map(SimilarityCheck::text)
                        .map(text -> score(text, ideal))
                        .orElse(Check.NO))
                .orElse(Wanted.NOT_EXPECTED);
    }

    private Score score(String text, String ideal) {
        if (text.equals(ideal)) {
            return Check.YES;
        }
        var worth = likening.of(text, ideal);
        return Double.isNaN(worth) ? NO_NUMBER : new Score.Scored(Math.clamp(worth, 0, 1));
    }

    /// One spelling for letters that can be composed in two ways.
    private static String text(JsonNode node) {
        return Normalizer.normalize(JsonText.of(node), Normalizer.Form.NFC);
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
        return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
    }
}
