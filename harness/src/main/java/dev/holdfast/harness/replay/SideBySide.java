package dev.holdfast.harness.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/// Does the same several times at once, and waits for all.
record SideBySide<T>(Work<T> work) {
    /// What is done; empty when it came to nothing.
    @FunctionalInterface
    interface Work<T> {
        Optional<T> done() throws InterruptedException;
    }

    /// What came of it; fewer than wanted when some came to nothing.
    List<T> run(int times) throws InterruptedException {
        if (times == 1) {
            return work.done().stream().toList();
        }
        var tasks =
                Stream.generate(() -> new FutureTask<>(work::done)).limit(times).toList();
        tasks.forEach(task -> Thread.ofVirtual().name("draft").start(task));
        try {
            var done = new ArrayList<T>();
            for (var task : tasks) {
                task.get().ifPresent(done::add);
            }
            return done;
        } catch (ExecutionException e) {
            throw rethrown(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            tasks.forEach(task -> task.cancel(true));
        }
    }

    private static IllegalStateException rethrown(Throwable cause) throws InterruptedException {
        switch (cause) {
            case InterruptedException e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> {
                return new IllegalStateException(e);
            }
        }
    }
}
