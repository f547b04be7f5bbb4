package dev.holdfast.schema.run;

/// What a metric says of an observation.
public sealed interface Score {
    /// A finite number in the metric's unit.
    record Scored(double value) implements Score {
        public Scored {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a score is a finite number, not " + value);
            }
        }
    }

    /// There is no score, and this is why. It is never read as 0.
    record Unscored(String reason) implements Score {}

    /// There would be one, had the judges been reached: an outage, which says nothing about the answer.
    record Unheard(String reason) implements Score {}
}
