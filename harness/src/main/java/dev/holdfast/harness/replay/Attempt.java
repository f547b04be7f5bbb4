package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Outcome;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks a target once, and waits no longer than it may take, whatever the target's client does.
record Attempt(Replayer replayer, Duration timeout) {
    /// A client that keeps the time itself knows what had arrived by then; it is given the time to say so.
    private static final Duration GRACE = Duration.ofMillis(500);

    Reply make(Ask ask) throws InterruptedException {
        var asking = new FutureTask<>(() -> replayer.replay(ask.task(), ask.repeat()));
        Thread.ofVirtual()
                .name("replay " + ask.task().id() + " " + ask.repeat())
                .start(asking);
        try {
            return asking.get(timeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return Reply.tooLate(timeout);
        } catch (ExecutionException e) {
            return broken(Objects.requireNonNullElse(e.getCause(), e));
        } finally {
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
