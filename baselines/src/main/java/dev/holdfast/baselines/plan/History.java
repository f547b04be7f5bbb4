package dev.holdfast.baselines.plan;

import dev.holdfast.schema.evaluation.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a pact would have said, run by run, in order of time.
///
/// @param streams     how many promises and slices were watched together, sharing the budget
/// @param budget      of false alarms, in words
/// @param discoveries streams that stand changed after the last run, of which few are false; surest first
public record History(
        List<Entry> runs,
        List<Alarm> alarms,
        int streams,
        String budget,
        List<Discovery> discoveries,
        List<String> notes) {
    public History {
        runs = List.copyOf(runs);
        alarms = List.copyOf(alarms);
        discoveries = List.copyOf(discoveries);
        notes = List.copyOf(notes);
    }

    /// One run.
    ///
    /// @param verdict of a gate on this run alone
    /// @param alarm   whether the watch was in alarm after it
    /// @param heat    the strongest stream's evidence, as a share of what makes an alarm
    public record Entry(
            String run, Optional<Instant> at, Verdict verdict, boolean alarm, double heat, String headline) {}

    /// The watch's first alarm on one stream.
    ///
    /// @param slice     the tag, where it was not all tasks together
    /// @param earliest  run of the change at the earliest, with 90 % confidence
    /// @param likeliest run of the change
    /// @param latest    run of the change at the latest
    public record Alarm(
            String run,
            Optional<Instant> at,
            String promise,
            Optional<String> slice,
            String earliest,
            String likeliest,
            String latest) {}

    /// A stream that is listed at the false discovery rate `rate` and at none below: of all streams up to
    /// there at most that share is unchanged on average, whatever streams have to do with each other (e-BH on
    /// the guaranteed detector; Wang and Ramdas 2022).
    ///
    /// @param slice the tag, where it is not all tasks together
    public record Discovery(String promise, Optional<String> slice, double rate) {}
}
