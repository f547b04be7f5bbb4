package dev.holdfast.schema.pact;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// What a measure counts in.
public enum Unit {
    /// A share from 0 to 1, told in percent; differences are told in points.
    SHARE,
    SECONDS,
    USD,
    /// Characters, words or tokens.
    COUNT;

    /// A value for people: `84.0 %`, `1.20 s`, `0.0012 USD`, `350`.
    public String text(double value) {
        return switch (this) {
            case SHARE -> String.format(Locale.ROOT, "%.1f %%", 100 * value);
            case SECONDS ->
                String.format(Locale.ROOT, value < 1 ? "%.0f ms" : "%.2f s", value < 1 ? 1000 * value : value);
            // a replay costs anything from a thousandth of a cent to dollars: three digits that count
            case USD -> new BigDecimal(value).round(new MathContext(3)).toPlainString() + " USD";
            case COUNT -> String.format(Locale.ROOT, "%.0f", value);
        };
    }

    /// The size of a difference for people: points of a share, otherwise as a value.
    public String difference(double size) {
        return this == SHARE ? String.format(Locale.ROOT, "%.1f points", 100 * size) : text(size);
    }

    /// Whether a higher value is the better one; for the others more is worse.
    public boolean higherIsBetter() {
        return this == SHARE;
    }
}
