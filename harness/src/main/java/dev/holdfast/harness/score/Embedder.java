package dev.holdfast.harness.score;

import java.util.List;

/// The port to whatever turns a text into a vector whose direction is its meaning; used by many threads at once.
@FunctionalInterface
public interface Embedder {
    /// Always of the same length; the same text always has the same vector.
    float[] embed(String text);

    /// Several texts in their order; a model that is faster at many at once overrides it.
    default List<float[]> embed(List<String> texts) {
        return texts.stream().map(this::embed).toList();
    }

    /// The cosine of the angle between two vectors; 0 where one of them has no direction.
    static double cosine(float[] one, float[] other) {
        double product = 0;
        double here = 0;
        double there = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            here += (double) one[i] * one[i];
            there += (double) other[i] * other[i];
        }
        return here == 0 || there == 0 ? 0 : product / Math.sqrt(here * there);
    }
}
