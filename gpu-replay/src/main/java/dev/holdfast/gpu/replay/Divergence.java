package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.measure.Reference;
import java.util.Map;

/// How far what a model thinks of an answer is from what a trusted one thought of it.
///
/// A pass rate is blind to small changes: a model that has been cut to eight bits, or has five per cent of noise in
/// its weights, gives the same answers. What it thinks of them has changed at every token.
final class Divergence implements Job.Listener {
    static final String NATS = "golden_divergence";

    /// Of the divergence beyond which a model is another one, as multiples of the noise floor.
    private static final double BEYOND_NOISE = 10;

    private final Reference.Said said;
    private double divergence;
    private double logLikelihood;

    private Divergence(Reference.Said said) {
        this.said = said;
    }

    /// The scores that are recorded with an answer: `within_noise` (1 where the model is the trusted one, as far as
    /// arithmetic goes), `golden_likelihood` (the geometric mean of the probabilities of the trusted tokens) and
    /// `golden_divergence` (nats a token); none where the model could not be heard.
    static Map<String, Double> of(LocalModel model, long[] prompt, Reference.Said said, double floor)
            throws InterruptedException {
        var heard = new Divergence(said);
        return switch (model.recite(prompt, said.tokens(), heard)) {
            case Job.Recited _ ->
                Map.of(
                        NATS,
                        heard.mean(),
                        "golden_likelihood",
                        Math.exp(heard.logLikelihood / said.tokens().length),
                        "within_noise",
                        heard.mean() <= BEYOND_NOISE * floor ? 1.0 : 0.0);
            case Job.Spoken _ -> throw new IllegalStateException("a recital was answered");
            case Job.Unanswered _ -> Map.of();
        };
    }

    private double mean() {
        return divergence / said.tokens().length;
    }

    @Override
    public void heard(int token, Logits logits) {
        var place = said.places().get(token);
        divergence += place.divergence(logits.place(place.tokens()));
        logLikelihood += logits.logProbability((int) said.tokens()[token]);
    }
}
