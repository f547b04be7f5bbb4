package dev.holdfast.baselines.stat;

import org.apache.commons.rng.UniformRandomProvider;

/// Uniform integers below a bound, up to four from every 64 random bits.
///
/// Without bias: multiply, and throw again in the few cases that would favour some numbers. Reference: Lemire (2019),
/// Fast Random Integer Generation in an Interval, ACM Transactions on Modeling and Computer Simulation 29(1).
final class Dice {
    private static final int LOW = 0xFFFF;

    /// Larger bounds would be thrown again too often.
    private static final int LARGEST_SMALL_BOUND = 1 << 13;

    private final UniformRandomProvider random;
    private long bits;
    private int quartersLeft;

    Dice(UniformRandomProvider random) {
        this.random = random;
    }

    /// From 0 to `bound` − 1, all equally likely; `bound` is positive.
    int below(int bound) {
        if (bound > LARGEST_SMALL_BOUND) {
            return random.nextInt(bound);
        }
        int product = quarter() * bound;
        if ((product & LOW) < bound) {
            int favoured = (1 << Short.SIZE) % bound;
            while ((product & LOW) < favoured) {
                product = quarter() * bound;
            }
        }
        return product >>> Short.SIZE;
    }

    /// As many throws at once, which is quicker.
    void fill(int[] thrown, int count, int bound) {
        if (bound > LARGEST_SMALL_BOUND) {
            for (int i = 0; i < count; i++) {
                thrown[i] = random.nextInt(bound);
            }
            return;
        }
        int favoured = (1 << Short.SIZE) % bound;
        for (int i = 0; i < count; i += 4) {
            long four = random.nextLong();
            for (int j = i; j < Math.min(i + 4, count); j++) {
                int product = (int) (four & LOW) * bound;
                thrown[j] = (product & LOW) < favoured ? below(bound) : product >>> Short.SIZE;
                four >>>= Short.SIZE;
            }
        }
    }

    /// Sixty-four coins.
    long bits() {
        return random.nextLong();
    }

    private int quarter() {
        if (quartersLeft == 0) {
            bits = random.nextLong();
            quartersLeft = 4;
        }
        int quarter = (int) bits & LOW;
        bits >>>= Short.SIZE;
        quartersLeft--;
        return quarter;
    }
}
