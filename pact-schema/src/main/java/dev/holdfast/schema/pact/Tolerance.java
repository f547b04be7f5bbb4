package dev.holdfast.schema.pact;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How far a metric may move from its certified value.
public sealed interface Tolerance {
    /// Points of a share: `5pt` from 92 % allows 87 %.
    record Points(double points) implements Tolerance {
        @Override
        public String toString() {
            return plain(points) + " points";
        }
    }

    /// A fraction of the certified value: `5%` from 92 % allows 87.4 %.
    record Relative(double fraction) implements Tolerance {
        @Override
        public String toString() {
            return plain(100 * fraction) + " %";
        }
    }

    /// Reads `5pt` or `5%`; anything else, a bare number above all, is not a tolerance.
    static Optional<Tolerance> parse(String text) {
        var match = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(pt|%)").matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        var amount = Double.parseDouble(match.group(1));
        return Optional.of(match.group(2).equals("pt") ? new Points(amount) : new Relative(amount / 100));
    }

    /// The allowed change in the metric's own unit, given the certified value; never negative.
    default double allowance(double certified) {
        return switch (this) {
            case Points(var points) -> points / 100;
            case Relative(var fraction) -> fraction * Math.abs(certified);
        };
    }

    private static String plain(double number) {
        return String.format(Locale.ROOT, number == Math.rint(number) ? "%.0f" : "%s", number);
    }
}
