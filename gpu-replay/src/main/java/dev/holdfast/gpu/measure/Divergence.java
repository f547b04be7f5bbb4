package dev.holdfast.gpu.measure;

import java.util.Map;

/// How far what a model thinks of an answer is from what a trusted one thought of it; heard token by token.
///
/// A pass rate is blind to small changes: a model that has been cut to eight bits, or has five per cent of noise in
/// its weights, gives the same answers. What it thinks of them has changed at every token.
public final class Divergence {
    /// Of the divergence beyond which a model is another one, as multiples of the noise floor.
    private static final double BEYOND_NOISE = 10;

    private final Reference.Said said;
    private double divergence;
    private double logLikelihood;

    public Divergence(Reference.Said said) {
        this.said = said;
    }

    /// What is thought of the place of this token of the answer.
    public void heard(int token, Thought thought) {
        divergence += thought.divergence(said.places().get(token));
        logLikelihood += thought.logProbability((int) said.tokens()[token]);
    }

    /// The mean over the answer, in nats a token.
    public double nats() {
        return divergence / said.tokens().length;
    }

    /// The scores that are recorded with an answer: `within_noise` (1 where the model is the trusted one, as far as
    /// arithmetic goes), `golden_likelihood` (the geometric mean of the probabilities of the trusted tokens) and
    /// `golden_divergence` (nats a token).
    public Map<String, Double> scores(double floor) {
        return Map.of(
                "golden_divergence",
                nats(),
                "golden_likelihood",
                Math.exp(logLikelihood / said.tokens().length),
                "within_noise",
                nats() <= BEYOND_NOISE * floor ? 1.0 : 0.0);
    }
}
