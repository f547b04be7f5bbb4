package dev.holdfast.schema.evaluation;

import java.util.List;

/// How often several tries of the candidate at one task succeed at least once, and how often every time.
///
/// @param tasks  plain tasks that were replayed more than once
/// @param tries  rising from 1
public record PassRates(String metric, int tasks, List<Tries> tries) {
    public PassRates {
        tries = List.copyOf(tries);
    }

    /// Both rates for so many tries, averaged over tasks, with standard errors over tasks.
    ///
    /// @param once   pass@k: at least one of them succeeds
    /// @param always pass^k: all of them succeed
    public record Tries(int k, double once, double onceError, double always, double alwaysError) {}
}
