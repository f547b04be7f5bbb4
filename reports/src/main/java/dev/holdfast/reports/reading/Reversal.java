package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Finding;
import java.util.List;
import java.util.Optional;

/// Two slices of one promise that moved in opposite directions, each beyond doubt: the average hides both.
public record Reversal(Finding.Slice fell, Finding.Slice rose) {

    /// The worst and the best slice of one promise, if they moved apart.
    ///
    /// @param worstFirst all of its slices
    public static Optional<Reversal> among(List<Finding.Slice> worstFirst) {
        var falls = worstFirst.stream()
                .filter(slice -> slice.change().difference().high() < 0)
                .findFirst();
        var rises = worstFirst.reversed().stream()
                .filter(slice -> slice.change().difference().low() > 0)
                .findFirst();
        return falls.flatMap(fell -> rises.map(rose -> new Reversal(fell, rose)));
    }

    public String sentence() {
        return "Two slices moved in opposite directions: " + side(fell) + ", " + side(rose)
                + ". The average of all tasks hides this.";
    }

    private static String side(Finding.Slice slice) {
        var change = slice.change();
        return slice.tag() + " " + Figures.value(change.unit(), change.certified()) + " → "
                + Figures.value(change.unit(), change.candidate());
    }
}
