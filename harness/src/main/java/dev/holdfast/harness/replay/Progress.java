package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Observation;

/// Hears how far a run has come; called by one thread at a time, with numbers that only grow.
@FunctionalInterface
public interface Progress {
    Progress UNHEARD = (_, _, _) -> {};

    /// One more replay has ended.
    ///
    /// @param done   replays that have ended, those of the journal that is resumed among them
    /// @param failed how many of them have no answer
    /// @param total  replays of the whole run
    void moved(int done, int failed, int total);

    /// How it ended; called just before [#moved], when the journal has it.
    default void made(Observation observation) {}
}
