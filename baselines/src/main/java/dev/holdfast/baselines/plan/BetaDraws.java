package dev.holdfast.baselines.plan;

import java.util.SplittableRandom;

/// Draws from beta distributions, also from those with nearly all of their mass at 0 and 1.
final class BetaDraws {
    private BetaDraws() {}

    static double draw(double a, double b, SplittableRandom random) {
        var x = logGamma(a, random);
        var y = logGamma(b, random);
        return 1 / (1 + Math.exp(y - x));
    }

    /// The logarithm of a gamma variable (Marsaglia and Tsang, ACM Transactions on Mathematical Software 26, 2000);
    /// shapes far below 1 would underflow without it.
    private static double logGamma(double shape, SplittableRandom random) {
        if (shape < 1) {
            return logGamma(shape + 1, random) + Math.log(random.nextDouble()) / shape;
        }
        var d = shape - 1 / 3.0;
        var c = 1 / Math.sqrt(9 * d);
        while (true) {
            var x = random.nextGaussian();
            var v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return Math.log(d * v);
            }
        }
    }
}
