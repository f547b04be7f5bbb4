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
        for (var i = from; i < from + vocabulary; i++) {
            if (!Float.isFinite(values[i])) {
                return false;
            }
        }
        return true;
    }

    /// The most likely token; of equals the first.
    int best() {
        var best = 0;
        for (var token = 1; token < vocabulary; token++) {
            if (values[from + token] > values[from + best]) {
                best = token;
            }
        }
        return best;
    }

    float of(int token) {
        return values[from + token];
    }

    /// The natural logarithm of the sum of exponentials, at temperature 1.
    double logSum() {
        double highest = of(best());
        var sum = 0.0;
        for (var i = from; i < from + vocabulary; i++) {
            sum += Math.exp(values[i] - highest);
        }
        return highest + Math.log(sum);
    }

    @Override
    public double logProbability(int token) {
        return of(token) - logSum();
    }

    /// What is thought of these tokens, and of all others together.
    Reference.Place place(int[] tokens) {
        var all = logSum();
        var among = new boolean[vocabulary];
        var logProbabilities = new double[tokens.length];
        for (var i = 0; i < tokens.length; i++) {
            logProbabilities[i] = of(tokens[i]) - all;
            among[tokens[i]] = true;
        }
        var rest = 0.0;
        for (var token = 0; token < vocabulary; token++) {
            rest += among[token] ? 0 : Math.exp(of(token) - all);
        }
        return new Reference.Place(tokens, logProbabilities, Math.log(Math.max(rest, Double.MIN_NORMAL)));
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
