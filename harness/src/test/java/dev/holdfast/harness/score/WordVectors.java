package dev.holdfast.harness.score;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Embeds texts by the sum of their words' vectors, read from `vectors.txt`: a word and its numbers a line, as GloVe
/// writes them.
public final class WordVectors implements EmbeddingModels {
    @Override
    public Optional<Embedder> open(Path folder) {
        var file = folder.resolve("vectors.txt");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var vectors = new HashMap<String, float[]>();
            for (var line : Files.readAllLines(file)) {
                var parts = line.split(" ", -1);
                var vector = new float[parts.length - 1];
                for (int i = 0; i < vector.length; i++) {
                    vector[i] = Float.parseFloat(parts[i + 1]);
                }
                vectors.put(parts[0], vector);
            }
            var length = vectors.values().iterator().next().length;
            return Optional.of(text -> sum(vectors, length, text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] sum(Map<String, float[]> vectors, int length, String text) {
        var sum = new float[length];
        for (var word : text.toLowerCase(java.util.Locale.ROOT).split("\\W+", -1)) {
            var vector = vectors.getOrDefault(word, new float[length]);
            for (int i = 0; i < length; i++) {
                sum[i] += vector[i];
            }
        }
        return sum;
    }
}
