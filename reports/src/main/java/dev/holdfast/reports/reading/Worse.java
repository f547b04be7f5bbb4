package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.pact.Unit;

/// Which way is the wrong way.
///
/// A share may be of something good or of something bad, and only its promise knows; the one-sided bound always
/// lies on the wrong side of the value, so it tells.
public enum Worse {
    LOWER,
    HIGHER;

    public static Worse of(Comparison.Change change) {
        return of(change.worst(), change.difference().value(), change.unit());
    }

    public static Worse of(Comparison.Level level) {
        return of(level.worst(), level.candidate().value(), level.unit());
    }

    private static Worse of(double worst, double value, Unit unit) {
        if (worst == value || !Double.isFinite(worst)) {
            return unit.higherIsBetter() ? LOWER : HIGHER;
        }
        return worst < value ? LOWER : HIGHER;
    }

    /// The difference, negative for the worse.
    public double oriented(double difference) {
        return this == LOWER ? difference : -difference;
    }

    /// The limit of a change, on the axis of differences.
    public double limit(double allowed) {
        return this == LOWER ? -allowed : allowed;
    }
}
