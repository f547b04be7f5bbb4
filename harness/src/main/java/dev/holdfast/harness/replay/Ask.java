package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.GoldenTask;

/// One replay to make: a task, and which of its repeats.
record Ask(GoldenTask task, int repeat) {
    Key key() {
        return new Key(task.id(), repeat);
    }

    /// Names a replay within its run.
    record Key(String task, int repeat) {}
}
