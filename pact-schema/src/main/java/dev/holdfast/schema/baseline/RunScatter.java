package dev.holdfast.schema.baseline;

import java.util.Optional;

/// How much whole certified runs differ from one another, on the tasks of one promise or on those of one tag.
///
/// @param promise   id of the promise
/// @param slice     the tag, where it is not all tasks of the promise
/// @param runs      how many certified runs it rests on, two at least
/// @param ratio     the variance of whole runs as a multiple of what the replays inside a run explain: 1 on average
///                  where runs differ by chance only, less by luck
/// @param atMost    what the ratio is at most, with 95 % confidence; never below 1, and large where runs are few
/// @param deviation standard deviation of a run's mean from run to run, chance included, in the metric's unit
public record RunScatter(
        String promise, Optional<String> slice, int runs, double ratio, double atMost, double deviation) {}
