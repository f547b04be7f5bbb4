package dev.holdfast.baselines.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Texts as points: a coordinate a word, larger the rarer the word, each text at distance one from the origin.
final class WordVectors {
    private final List<Map<String, Double>> vectors;

    WordVectors(List<Set<String>> texts) {
        var counts = new HashMap<String, Integer>();
        texts.forEach(words -> words.forEach(word -> counts.merge(word, 1, Integer::sum)));
        vectors =
                texts.stream().map(words -> vector(words, counts, texts.size())).toList();
    }

    private static Map<String, Double> vector(Set<String> words, Map<String, Integer> counts, int texts) {
        var vector = new HashMap<String, Double>();
        words.forEach(word -> vector.put(word, 1 + Math.log((double) texts / counts.getOrDefault(word, 1))));
        var length = Math.sqrt(squaredLength(vector));
        vector.replaceAll((_, value) -> value / length);
        return vector;
    }

    int size() {
        return vectors.size();
    }

    Map<String, Double> get(int text) {
        return vectors.get(text);
    }

    /// How many different points there are; texts without words lie at none.
    int distinct() {
        return (int)
                vectors.stream().filter(vector -> !vector.isEmpty()).distinct().count();
    }

    static double squaredLength(Map<String, Double> vector) {
        return vector.values().stream().mapToDouble(value -> value * value).sum();
    }

    /// Straight-line distance of a text to a point, whose squared length is known.
    double distance(int text, Map<String, Double> point, double squaredLength) {
        var vector = vectors.get(text);
        var product = 0.0;
        for (var entry : vector.entrySet()) {
            product += entry.getValue() * point.getOrDefault(entry.getKey(), 0.0);
        }
        return Math.sqrt(Math.max(0, squaredLength(vector) - 2 * product + squaredLength));
    }
}
