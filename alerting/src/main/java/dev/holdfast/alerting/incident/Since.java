package dev.holdfast.alerting.incident;

import java.time.Instant;

/// When it began: most likely then, and with 90 % confidence between the other two.
public record Since(Instant earliest, Instant likeliest, Instant latest) {
    /// Where it is known to the run.
    public static Since exactly(Instant at) {
        return new Since(at, at, at);
    }
}
