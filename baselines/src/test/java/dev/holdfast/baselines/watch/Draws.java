package dev.holdfast.baselines.watch;

import java.util.SplittableRandom;

/// Random numbers that the JDK does not draw.
final class Draws {

    private Draws() {}

    static double beta(double a, double b, SplittableRandom random) {
        double x = logGamma(a, random);
        double y = logGamma(b, random);
        return 1 / (1 + Math.exp(y - x));
    }

    /// The logarithm of a gamma variable (Marsaglia and Tsang 2000); shapes far below 1 would underflow without it.
    private static double logGamma(double shape, SplittableRandom random) {
        if (shape < 1) {
            return logGamma(shape + 1, random) + Math.log(random.nextDouble()) / shape;
        }
        double d = shape - 1 / 3.0;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < x * x / 2 + d - d * v + d * Math.log(v)) {
                return Math.log(d * v);
            }
        }
    }
}
