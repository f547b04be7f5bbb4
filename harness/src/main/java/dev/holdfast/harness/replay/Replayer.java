package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.GoldenTask;
import java.util.Optional;

/// The one port to a system under test; used by many threads at once.
@FunctionalInterface
public interface Replayer extends AutoCloseable {
    /// Asks once. A target that fails answers with [dev.holdfast.schema.run.Outcome.Failed]; it does not throw.
    ///
    /// @param repeat from 0: which of the task's repeats this is
    Reply replay(GoldenTask task, int repeat) throws InterruptedException;

    /// The same target within one conversation, in which every replay knows those before it; used by one thread at a
    /// time.
    ///
    /// @param key names the conversation, and no other ever
    /// @return empty when the target keeps no conversations itself
    default Optional<Replayer> session(String key) {
        return Optional.empty();
    }

    /// How several of its answers to one task become one.
    default Policy policy() {
        return Policy.ONCE;
    }

    /// Lets go of connections and the like; most targets hold none.
    @Override
    default void close() {}
}
