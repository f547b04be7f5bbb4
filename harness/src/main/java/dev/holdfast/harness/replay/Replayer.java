package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.GoldenTask;

/// The one port to a system under test; used by many threads at once.
@FunctionalInterface
public interface Replayer extends AutoCloseable {
    /// Asks once. A target that fails answers with [dev.holdfast.schema.run.Outcome.Failed]; it does not throw.
    ///
    /// @param repeat from 0: which of the task's repeats this is
    Reply replay(GoldenTask task, int repeat) throws InterruptedException;

    /// Lets go of connections and the like; most targets hold none.
    @Override
    default void close() {}
}
