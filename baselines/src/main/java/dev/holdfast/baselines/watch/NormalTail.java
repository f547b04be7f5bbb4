package dev.holdfast.baselines.watch;

/// How probable a surprise at least this large is; the inverse of [NormalQuantile].
///
/// Hart et al., Computer Approximations (1968), algorithm 5666, as given by West, Better Approximations to Cumulative
/// Normal Functions, Wilmott (2005): about 15 digits. Written out with [StrictMath] for the same bits everywhere.
final class NormalTail {

    private static final double[] NUMERATOR = {
        220.206867912376,
        221.213596169931,
        112.079291497871,
        33.912866078383,
        6.37396220353165,
        0.700383064443688,
        0.0352624965998911
    };
    private static final double[] DENOMINATOR = {
        440.413735824752,
        793.826512519948,
        637.333633378831,
        296.564248779674,
        86.7807322029461,
        16.064177579207,
        1.75566716318264,
        0.0883883476483184
    };

    /// Beyond it the continued fraction is the better one.
    private static final double FAR_OUT = 7.07106781186547;

    private static final double ROOT_OF_TWO_PI = 2.5066282746310002;

    private NormalTail() {}

    static double above(double z) {
        return z < 0 ? 1 - beyond(-z) : beyond(z);
    }

    private static double beyond(double z) {
        double density = StrictMath.exp(-z * z / 2);
        if (z < FAR_OUT) {
            return density * NormalQuantile.polynomial(NUMERATOR, z) / NormalQuantile.polynomial(DENOMINATOR, z);
        }
        return density / (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))) / ROOT_OF_TWO_PI;
    }
}
