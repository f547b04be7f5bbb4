package dev.holdfast.baselines.stat;

import java.util.Arrays;

/// A distribution on the consecutive integers from `offset`, with tails of negligible mass cut off.
@SuppressWarnings("ArrayRecordComponent") // never compared
record Lattice(long offset, double[] mass) {
    /// Mass cut from each end after one convolution; 100,000 convolutions lose less than 1e-14 together.
    private static final double NEGLIGIBLE = 1e-20;

    private static final Lattice ZERO = new Lattice(0, new double[] {1});

    /// The sum of two independent variables.
    Lattice plus(Lattice other) {
        if (mass.length < other.mass.length) {
            return other.plus(this);
        }
        var sum = new double[mass.length + other.mass.length - 1];
        for (int j = 0; j < other.mass.length; j++) {
            double weight = other.mass[j];
            for (int i = 0; i < mass.length; i++) {
                sum[i + j] += weight * mass[i];
            }
        }
        return new Lattice(offset + other.offset, sum).trimmed();
    }

    /// The sum of `count` independent copies, by repeated doubling.
    Lattice times(int count) {
        Lattice result = ZERO;
        Lattice power = this;
        for (int rest = count; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result = result.plus(power);
            }
            power = rest > 1 ? power.plus(power) : power;
        }
        return result;
    }

    double at(long value) {
        long index = value - offset;
        return index >= 0 && index < mass.length ? mass[(int) index] : 0;
    }

    /// Without the ends that hold no mass to speak of.
    Lattice trimmed() {
        int from = 0;
        for (double cut = mass[0]; cut < NEGLIGIBLE && from < mass.length - 1; cut += mass[from]) {
            from++;
        }
        int to = mass.length;
        for (double cut = mass[to - 1]; cut < NEGLIGIBLE && to > from + 1; cut += mass[to - 1]) {
            to--;
        }
        return new Lattice(offset + from, Arrays.copyOfRange(mass, from, to));
    }
}
