package dev.holdfast.gpu.measure;

/// What a model thinks of every token as the next one of a text.
public interface Thought {
    /// The natural logarithm of a token's probability.
    double logProbability(int token);

    /// The likeliest tokens, and all others together.
    Reference.Place likeliest(int count);

    /// How far this is from what a trusted model thought of the same place, in nats.
    double divergence(Reference.Place trusted);
}
