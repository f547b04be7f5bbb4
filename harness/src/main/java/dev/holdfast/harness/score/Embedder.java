package dev.holdfast.harness.score;

/// The port to whatever turns a text into a vector whose direction is its meaning.
@FunctionalInterface
public interface Embedder {
    /// Always of the same length; the same text always has the same vector.
    double[] embed(String text);

    /// The cosine of the angle between two vectors; 0 where one of them has no direction.
    static double cosine(double[] one, double[] other) {
        double product = 0;
        double here = 0;
        double there = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            here += one[i] * one[i];
            there += other[i] * other[i];
        }
        return here == 0 || there == 0 ? 0 : product / Math.sqrt(here * there);
    }
}
