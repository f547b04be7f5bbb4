package dev.holdfast.harness.target;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Cuts an exchange off when its time is over, or when it has stopped on its way for too long.
final class Deadline implements AutoCloseable {
    private final ScheduledExecutorService timer;
    private final Runnable cut;
    private final Optional<Duration> idle;
    private final ScheduledFuture<?> end;
    private @Nullable ScheduledFuture<?> pause;
    private long moved;
    private Optional<String> passed = Optional.empty();

    Deadline(ScheduledExecutorService timer, Duration timeout, Optional<Duration> idle, Runnable cut) {
        this.timer = timer;
        this.cut = cut;
        this.idle = idle;
        this.end =
                timer.schedule(() -> pass("no answer in " + written(timeout)), timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Something has come; from the first time on pauses count.
    synchronized void moved() {
        moved = System.nanoTime();
        if (pause == null && idle.isPresent()) {
            watch(idle.get(), idle.get().toNanos());
        }
    }

    /// What was waited for in vain; empty while there is time.
    synchronized Optional<String> passed() {
        return passed;
    }

    @Override
    public synchronized void close() {
        end.cancel(false);
        if (pause != null) {
            pause.cancel(false);
        }
    }

    private synchronized void watch(Duration gap, long nanos) {
        pause = timer.schedule(
                () -> {
                    var left = left(gap);
                    if (left > 0) {
                        watch(gap, left);
                    } else {
                        pass("the answer stopped on its way for " + written(gap));
                    }
                },
                nanos,
                TimeUnit.NANOSECONDS);
    }

    private synchronized long left(Duration gap) {
        return gap.toNanos() - (System.nanoTime() - moved);
    }

    private void pass(String why) {
        synchronized (this) {
            if (passed.isPresent()) {
                return;
            }
            passed = Optional.of(why);
        }
        cut.run();
    }

    private static String written(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
