package dev.holdfast.alerting.notify;

import java.time.Duration;

/// How often a group of incidents is told.
///
/// @param groupWait     before the first message, so that what belongs together comes together. All incidents of one
///                      run arrive together, so that there is nothing to wait for
/// @param groupInterval between two messages about the same group
/// @param repeat        after which the same is told again, if nobody has acknowledged; zero: with every run
public record Timing(Duration groupWait, Duration groupInterval, Duration repeat) {
    public static final Timing DEFAULT = new Timing(Duration.ZERO, Duration.ofMinutes(5), Duration.ofHours(4));

    /// For receivers that count an incident as over when nothing is heard of it.
    public static final Timing EVERY_RUN = new Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    public boolean tellsEveryRun() {
        return repeat.isZero();
    }
}
