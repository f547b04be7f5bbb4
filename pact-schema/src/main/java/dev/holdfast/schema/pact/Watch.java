package dev.holdfast.schema.pact;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// How an agent is watched over months.
///
/// @param jitter a run is begun up to this long after it is due, so that not all begin at once
public record Watch(
        Optional<Schedule> every,
        Duration jitter,
        List<Trigger> onChange,
        AlarmBudget falseAlarms,
        Optional<Detect> detect,
        Optional<Repeats> repeats,
        Spend spend) {

    /// One false alarm a year is what a person on call forgives.
    public static final Watch DEFAULT = new Watch(
            Optional.empty(),
            Duration.ZERO,
            List.of(),
            new AlarmBudget(1, Duration.ofDays(365)),
            Optional.empty(),
            Optional.empty(),
            new Spend(Optional.empty(), Optional.empty()));

    public Watch {
        onChange = List.copyOf(onChange);
    }

    /// When a run is due.
    public sealed interface Schedule {
        /// Again and again after this long.
        record Interval(Duration length) implements Schedule {}

        /// A cron expression of five fields, on the clocks of a zone.
        record Cron(String expression, ZoneId zone) implements Schedule {}
    }

    /// A change that asks for a run at once.
    public enum Trigger {
        MODEL,
        PROMPT,
        TOOLS,
        ENVIRONMENT
    }

    /// So many false alarms in so much time, over all promises together.
    public record AlarmBudget(double alarms, Duration per) {}

    /// The drop that has to be found, and how soon.
    public record Detect(Tolerance drop, int runs) {}

    /// How often each task is replayed in a run.
    public sealed interface Repeats {
        /// Just so often.
        record Times(int count) implements Repeats {}

        /// Until the answer is clear.
        record Auto() implements Repeats {}
    }

    /// What the replays may cost.
    public record Spend(Optional<Money> perRun, Optional<Money> perMonth) {}

    /// US dollars.
    public record Money(double usd) {}
}
