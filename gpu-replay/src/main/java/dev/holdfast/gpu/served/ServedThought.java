package dev.holdfast.gpu.served;

import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.gpu.measure.Thought;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/// What a server tells of one place: the logarithms of the probabilities of some tokens, mostly the likeliest ones.
///
/// Of a trusted model's tokens those that the server says nothing of count with all others as one. Putting tokens
/// together can only make a divergence smaller, so nothing is found that is not there.
///
/// @param known by token
public record ServedThought(Map<Integer, Double> known) implements Thought {
    /// Servers compute and write probabilities in single precision: what is left of 1 is no better known than this.
    private static final double LEAST_REST = 1e-6;

    /// Rounding may put a probability above 1.
    private static final double ROUNDING = 1e-3;

    /// Checked: a model that computes no numbers has no thoughts.
    static ServedThought of(Map<Integer, Double> known) {
        for (var value : known.values()) {
            if (!Double.isFinite(value) || value > ROUNDING) {
                throw UnheardException.garbled(
                        value + " is no logarithm of a probability; the model may compute no" + " numbers");
            }
        }
        if (known.isEmpty()) {
            throw UnheardException.garbled("a place has no likely tokens");
        }
        return new ServedThought(Map.copyOf(known));
    }

    /// A token that the server did not name is at most as likely as the least likely one that it named.
    @Override
    public double logProbability(int token) {
        var told = known.get(token);
        return told == null
                ? known.values().stream().min(Comparator.naturalOrder()).orElseThrow()
                : told;
    }

    @Override
    public Reference.Place likeliest(int count) {
        return place(known.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue().reversed())
                .limit(count)
                .mapToInt(Map.Entry::getKey)
                .sorted()
                .toArray());
    }

    @Override
    public double divergence(Reference.Place trusted) {
        var common = Arrays.stream(trusted.tokens()).filter(known::containsKey).toArray();
        return of(trusted, common).divergence(place(common));
    }

    private Reference.Place place(int[] tokens) {
        return withRest(tokens, Arrays.stream(tokens).mapToDouble(known::get).toArray());
    }

    /// The trusted model's place with fewer tokens named.
    private static Reference.Place of(Reference.Place trusted, int[] tokens) {
        return withRest(
                tokens,
                Arrays.stream(tokens)
                        .mapToDouble(token -> trusted.logProbabilities()[Arrays.binarySearch(trusted.tokens(), token)])
                        .toArray());
    }

    private static Reference.Place withRest(int[] tokens, double[] logProbabilities) {
        var rest = 1 - Arrays.stream(logProbabilities).map(Math::exp).sum();
        return new Reference.Place(tokens, logProbabilities, Math.log(Math.max(rest, LEAST_REST)));
    }
}
