package dev.holdfast.gpu.measure;

import java.util.Map;

/// How far what a model thinks of an answer is from what a trusted one thought of it; heard token by token.
///
/// A pass rate is blind to small changes: a model that has been cut to eight bits, or has five per cent of noise in
/// its weights, gives the same answers. What it thinks of them has changed at every token.
public final class Divergence {
    private final Reference.Said said;
    private double divergence;
    private double logLikelihood;
    private double shift;

    public Divergence(Reference.Said said) {
        this.said = said;
    }

    /// What is thought of the place of this token of the answer.
    public void heard(int token, Thought thought) {
        divergence += thought.divergence(said.places().get(token));
        var now = thought.logProbability((int) said.tokens()[token]);
        logLikelihood += now;
        shift += Math.abs(now - said.logProbabilities()[token]);
    }

    /// The mean over the answer, in nats a token.
    public double nats() {
        return divergence / said.tokens().length;
    }

    /// By how much the trusted tokens became more likely or less, in nats a token. A mean likelihood hides it, for a
    /// rounded model finds about as many tokens likelier as it finds less likely.
    public double shift() {
        return shift / said.tokens().length;
    }

    /// The scores that are recorded with an answer. `within_noise` and `likelihood_within_noise` are 1 where the
    /// model is the trusted one, as far as arithmetic goes; `golden_likelihood` is the geometric mean of the
    /// probabilities of the trusted tokens; `golden_divergence` and `golden_shift` are in nats a token.
    public Map<String, Double> scores(NoiseFloor floor) {
        return Map.of(
                "golden_divergence",
                nats(),
                "golden_shift",
                shift(),
                "golden_likelihood",
                Math.exp(logLikelihood / said.tokens().length),
                "within_noise",
                floor.hides(nats()) ? 1.0 : 0.0,
                "likelihood_within_noise",
                floor.hidesShift(shift()) ? 1.0 : 0.0);
    }
}
