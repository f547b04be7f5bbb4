package dev.holdfast.baselines.stat;

import org.apache.commons.rng.UniformRandomProvider;

/// Uniform integers below a bound, two from every 64 random bits.
///
/// Without bias: multiply, and throw again in the few cases that would favour some numbers. Reference: Lemire (2019),
/// Fast Random Integer Generation in an Interval, ACM Transactions on Modeling and Computer Simulation 29(1).
final class Dice {
    private static final long LOW = 0xFFFF_FFFFL;

    private final UniformRandomProvider random;
    private long bits;
    private boolean halfLeft;

    Dice(UniformRandomProvider random) {
        this.random = random;
    }

    /// From 0 to `bound` − 1, all equally likely; `bound` is positive.
    int below(int bound) {
        long product = half() * bound;
        if ((product & LOW) < bound) {
            long favoured = (1L << Integer.SIZE) % bound;
            while ((product & LOW) < favoured) {
                product = half() * bound;
            }
        }
        return (int) (product >>> Integer.SIZE);
    }

    private long half() {
        if (halfLeft) {
            halfLeft = false;
            return bits >>> Integer.SIZE;
        }
        bits = random.nextLong();
        halfLeft = true;
        return bits & LOW;
    }
}
