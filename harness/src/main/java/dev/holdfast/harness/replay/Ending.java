package dev.holdfast.harness.replay;

/// How a run came to its end; what was observed until then is in the journal whatever the ending.
public sealed interface Ending {
    /// Every replay was made.
    record Complete() implements Ending {}

    /// The run was asked to stop; the rest can be replayed by resuming the journal.
    record Stopped() implements Ending {}

    /// One more replay might have cost more than there is; the rest can be replayed by resuming the journal.
    record BudgetSpent(String reason) implements Ending {}

    /// The target was given up; the rest is recorded as failed.
    record GaveUp(String reason) implements Ending {}
}
