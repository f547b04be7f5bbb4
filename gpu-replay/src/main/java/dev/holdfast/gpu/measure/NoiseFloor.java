package dev.holdfast.gpu.measure;

/// How far a trusted model is from itself when the same answers are computed in another batch: what differs is
/// arithmetic and no drift. Nothing below it can be told.
///
/// @param divergence in nats a token, as [Divergence#nats()]
/// @param shift      in nats a token, as [Divergence#shift()]
public record NoiseFloor(double divergence, double shift) {
    /// Of the distance beyond which a model is another one, as multiples of the floor.
    private static final double BEYOND_NOISE = 10;

    /// Where nothing differed that was heard. A divergence is of the square of a difference.
    public static NoiseFloor atLeast(double divergence) {
        return new NoiseFloor(divergence, Math.sqrt(divergence));
    }

    /// With what the model was from itself once more.
    public NoiseFloor and(Divergence heard) {
        return new NoiseFloor(Math.max(divergence, heard.nats()), Math.max(shift, heard.shift()));
    }

    /// Whether this is no farther than arithmetic goes.
    boolean hides(double nats) {
        return nats <= BEYOND_NOISE * divergence;
    }

    /// Whether this is no larger than arithmetic makes it.
    boolean hidesShift(double nats) {
        return nats <= BEYOND_NOISE * shift;
    }
}
