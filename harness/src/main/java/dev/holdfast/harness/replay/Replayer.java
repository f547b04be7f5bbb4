package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.GoldenTask;

/// The one port to a system under test.
@FunctionalInterface
public interface Replayer {
    /// Asks once. A target that fails answers with [dev.holdfast.schema.run.Outcome.Failed]; it does not throw.
    ///
    /// @param repeat from 0: which of the task's repeats this is
    Reply replay(GoldenTask task, int repeat) throws InterruptedException;
}
