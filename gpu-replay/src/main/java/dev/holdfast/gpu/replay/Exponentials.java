package dev.holdfast.gpu.replay;

/// Powers of e for a whole vocabulary, which a processor computes several at a time: the loops have neither branches
/// nor calls. Relative errors are below 10⁻¹¹.
final class Exponentials {
    /// What is less likely by so many nats adds nothing to a sum.
    private static final double LEAST = -64;

    /// e^x is (e^(x/1024))^1024: ten squares.
    private static final double SHARE = 1.0 / 1024;

    private Exponentials() {}

    /// Of each logit less the same number, which is at most a little below the highest.
    static double[] of(Logits logits, double less) {
        var powers = new double[logits.vocabulary()];
        var values = logits.values();
        var from = logits.from();
        for (var i = 0; i < powers.length; i++) {
            powers[i] = Math.max(values[from + i] - less, LEAST) * SHARE;
        }
        for (var i = 0; i < powers.length; i++) {
            var x = powers[i];
            // Taylor's series from its end; the next part is below 10⁻¹⁴ of the whole
            var e = 1 + x * (1.0 / 7);
            e = 1 + x * (1.0 / 6) * e;
            e = 1 + x * (1.0 / 5) * e;
            e = 1 + x * (1.0 / 4) * e;
            e = 1 + x * (1.0 / 3) * e;
            e = 1 + x * (1.0 / 2) * e;
            e = 1 + x * e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            e *= e;
            powers[i] = e * e;
        }
        return powers;
    }

    /// In four parts, which do not wait for each other.
    static double sum(double[] numbers) {
        var parts = new double[4];
        var i = 0;
        for (; i + 4 <= numbers.length; i += 4) {
            parts[0] += numbers[i];
            parts[1] += numbers[i + 1];
            parts[2] += numbers[i + 2];
            parts[3] += numbers[i + 3];
        }
        for (; i < numbers.length; i++) {
            parts[0] += numbers[i];
        }
        return parts[0] + parts[1] + (parts[2] + parts[3]);
    }
}
