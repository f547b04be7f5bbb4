package dev.holdfast.harness.replay;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The threads that work on a run together; when one breaks, all go home.
final class Crew {
    private final List<Thread> threads;
    private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();

    Crew(int size, Runnable work, Runnable goHome) {
        var worker = Thread.ofVirtual().name("worker ", 0).uncaughtExceptionHandler((_, e) -> {
            broken.compareAndSet(null, e);
            goHome.run();
        });
        threads = IntStream.range(0, size).mapToObj(_ -> worker.unstarted(work)).toList();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /// Waits for all of them.
    void await() throws InterruptedException {
        for (var thread : threads) {
            thread.join();
        }
    }

    /// Gives them so long to finish what they have begun, then makes them drop it.
    void dismiss(Duration grace) {
        try {
            var end = System.nanoTime() + grace.toNanos();
            for (var thread : threads) {
                thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            // whoever interrupts the waiting has no time for the grace either
            Thread.currentThread().interrupt();
        }
        threads.forEach(Thread::interrupt);
    }

    /// Throws what one of them broke on.
    void rethrow() {
        switch (broken.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }
}
