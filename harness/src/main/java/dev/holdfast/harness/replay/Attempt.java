package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Outcome;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Asks a target once, and waits no longer than it may take, whatever the target's client does.
///
/// @param late what tells that the time is over
record Attempt(Replayer replayer, Duration timeout, ScheduledExecutorService late) {
    /// A client that keeps the time itself knows what had arrived by then; it is given the time to say so.
    private static final Duration GRACE = Duration.ofMillis(500);

    /// One thread that looks after any number of attempts, and goes away when there are none: a timer of its own for
    /// each would wake somebody for each.
    static ScheduledExecutorService timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("too late").factory());
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(1, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
        return timer;
    }

    Reply make(Ask ask) throws InterruptedException {
        var asking = new FutureTask<>(() -> replayer.replay(ask.task(), ask.repeat()));
        var tooLate =
                late.schedule(() -> asking.cancel(true), timeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        Thread.ofVirtual()
                .name("replay " + ask.task().id() + " " + ask.repeat())
                .start(asking);
        try {
            return asking.get();
        } catch (CancellationException e) {
            return Reply.tooLate(timeout);
        } catch (ExecutionException e) {
            return broken(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
            tooLate.cancel(false);
            // a client that hangs, or an answer that nobody waits for any more
            asking.cancel(true);
        }
    }

    /// A replayer must not throw; when it does, its message is not recorded, for nobody has taken secrets out of it.
    private static Reply broken(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        var trace = cause.getStackTrace();
        return Reply.failed(
                Outcome.Kind.OTHER,
                "the target's client broke: " + cause.getClass().getName()
                        + (trace.length == 0 ? "" : " at " + trace[0]));
    }
}
