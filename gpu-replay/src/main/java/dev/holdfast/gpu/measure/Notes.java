package dev.holdfast.gpu.measure;

import java.util.ArrayList;
import java.util.List;

/// Writes down what a trusted model thinks of its own answer; heard token by token.
public final class Notes {
    /// Of each place; what is not among them counts as one.
    private static final int LIKELIEST = 8;

    private final String task;
    private final long[] tokens;
    private final double[] logProbabilities;
    private final List<Reference.Place> places = new ArrayList<>();

    /// @param tokens of the answer, with the one that ends it
    public Notes(String task, long[] tokens) {
        this.task = task;
        this.tokens = tokens.clone();
        this.logProbabilities = new double[tokens.length];
    }

    /// What is thought of the place of this token of the answer.
    public void heard(int token, Thought thought) {
        logProbabilities[token] = thought.logProbability((int) tokens[token]);
        places.add(thought.likeliest(LIKELIEST));
    }

    /// All of it.
    public Reference.Said said() {
        return new Reference.Said(task, tokens.clone(), logProbabilities.clone(), List.copyOf(places));
    }
}
