package dev.holdfast.baselines.stat;

import java.util.stream.DoubleStream;

/// Whether paired differences lie about zero: the sign-flip test, also called paired randomisation test.
///
/// Null hypothesis: each difference is as likely to be what it is as its opposite, independently of the others.
/// The statistic is the mean. Under the null hypothesis every choice of signs is equally likely; signs are drawn at
/// random and p = (1 + c) / (1 + B), which is valid for any B (Phipson and Smyth 2010, Statistical Applications in
/// Genetics and Molecular Biology 9, 39). Fisher 1935, The Design of Experiments, section 21.
///
/// @param flips how many choices of signs are drawn
public record SignFlipTest(int flips, long seed) {
    /// Means that differ by less than rounding are the same, so that ties count.
    private static final double ROUNDING = 1e-12;

    public SignFlipTest {
        Arguments.atLeast(1, flips, "number of flips");
    }

    /// That the mean is as low as it is, or lower, by chance alone.
    public double pLess(double[] differences) {
        return p(differences);
    }

    /// That the mean is as high as it is, or higher, by chance alone.
    public double pGreater(double[] differences) {
        return p(DoubleStream.of(differences).map(difference -> -difference).toArray());
    }

    private double p(double[] differences) {
        Arguments.finite(differences, "differences");
        Arguments.atLeast(1, differences.length, "number of differences");
        var observed = DoubleStream.of(differences).sum();
        var slack = ROUNDING * DoubleStream.of(differences).map(Math::abs).sum();
        Replicates.Draw flipped = dice -> {
            var sum = 0.0;
            for (var difference : differences) {
                sum += dice.below(2) == 0 ? difference : -difference;
            }
            return sum;
        };
        var drawn = Replicates.of(flips, seed, flipped::oneByOne);
        var asLow =
                DoubleStream.of(drawn).filter(sum -> sum <= observed + slack).count();
        return (1.0 + asLow) / (1.0 + flips);
    }
}
