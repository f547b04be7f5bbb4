package dev.holdfast.baselines.plan;

import dev.holdfast.schema.pact.Watch;
import java.time.Duration;
import java.util.Optional;

/// How often runs come.
///
/// @param every   as the pact writes it, or in words
/// @param assumed whether the pact does not say it
public record Pace(String every, double runsPerDay, boolean assumed) {
    private static final double SECONDS_A_DAY = 86_400;

    /// Daily where the pact names no interval.
    public static Pace of(Watch watch) {
        return watch.every().flatMap(Pace::declared).orElse(new Pace("1 day", 1, true));
    }

    /// Runs in a period, one at least.
    public int runs(Duration period) {
        return Math.clamp(Math.round(runsPerDay * period.toSeconds() / SECONDS_A_DAY), 1, 1_000_000);
    }

    private static Optional<Pace> declared(Watch.Schedule schedule) {
        return switch (schedule) {
            case Watch.Schedule.Interval(var length) ->
                Optional.of(new Pace(text(length), SECONDS_A_DAY * 1000 / length.toMillis(), false));
            case Watch.Schedule.Cron(var expression, var _) ->
                Cron.of(expression).map(cron -> new Pace("cron " + expression, cron.runsPerDay(), false));
        };
    }

    private static String text(Duration length) {
        if (length.toSeconds() % 86_400 == 0) {
            return length.toDays() == 1 ? "1 day" : length.toDays() + " days";
        }
        if (length.toSeconds() % 3600 == 0) {
            return length.toHours() + " h";
        }
        return length.toSeconds() % 60 == 0 ? length.toMinutes() + " min" : length.toMillis() / 1000.0 + " s";
    }
}
