package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.gpu.measure.Thought;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// What a model thinks of every token as the next one.
///
/// @param from where they begin among the values
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Logits(float[] values, int from, int vocabulary) implements Thought {
    /// Whether they are numbers at all.
    boolean areFinite() {
        var low = Float.POSITIVE_INFINITY;
        var high = Float.NEGATIVE_INFINITY;
        for (var i = from; i < from + vocabulary; i++) {
            low = Math.min(low, values[i]);
            high = Math.max(high, values[i]);
        }
        return Float.isFinite(low) && Float.isFinite(high);
    }

    private float highest() {
        var high = Float.NEGATIVE_INFINITY;
        for (var i = from; i < from + vocabulary; i++) {
            high = Math.max(high, values[i]);
        }
        return high;
    }

    /// The most likely token; of equals the first.
    int best() {
        var high = highest();
        var best = 0;
        while (best < vocabulary - 1 && values[from + best] != high) {
            best++;
        }
        return best;
    }

    float of(int token) {
        return values[from + token];
    }

    /// The natural logarithm of the sum of exponentials, at temperature 1.
    double logSum() {
        double high = highest();
        return high + Math.log(Exponentials.sum(Exponentials.of(this, high)));
    }

    @Override
    public double logProbability(int token) {
        return of(token) - logSum();
    }

    /// What is thought of these tokens, and of all others together.
    Reference.Place place(int[] tokens) {
        var all = logSum();
        var logProbabilities = new double[tokens.length];
        for (var i = 0; i < tokens.length; i++) {
            logProbabilities[i] = of(tokens[i]) - all;
        }
        var rest = Exponentials.of(this, all);
        for (var token : tokens) {
            rest[token] = 0;
        }
        return new Reference.Place(
                tokens, logProbabilities, Math.log(Math.max(Exponentials.sum(rest), Double.MIN_NORMAL)));
    }

    @Override
    public double divergence(Reference.Place trusted) {
        return trusted.divergence(place(trusted.tokens()));
    }

    @Override
    public Reference.Place likeliest(int count) {
        var tokens = IntStream.range(0, vocabulary)
                .boxed()
                .sorted(Comparator.comparingDouble(token -> -of(token)))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
        Arrays.sort(tokens);
        return place(tokens);
    }
}
