package dev.holdfast.baselines.plan;

import java.util.SplittableRandom;

/// The size of what is replayed.
///
/// @param tasks    of the promise
/// @param repeats  of every task in a run
/// @param extra    certified replays of every task beyond those that there are
record Design(int tasks, int repeats, int extra) {
    /// Which of so many known tasks a task is like: each is itself, and others are like any; in a smaller suite all
    /// are like any.
    int like(int task, int known, SplittableRandom random) {
        return tasks >= known && task < known ? task : random.nextInt(known);
    }

    Design withTasks(int other) {
        return new Design(other, repeats, extra);
    }

    Design withRepeats(int other) {
        return new Design(tasks, other, extra);
    }

    Design withExtra(int other) {
        return new Design(tasks, repeats, other);
    }
}
