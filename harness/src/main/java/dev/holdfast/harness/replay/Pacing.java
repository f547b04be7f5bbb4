package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.Agent;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How hard the target is pressed right now.
///
/// Never harder than the limits say, and less hard when the server objects. A server that answers "too many
/// requests" is left alone by the whole runner for as long as it asks, and afterwards only half as many replays are
/// in flight; each [#RECOVERY] answers in a row after that let one more in again.
final class Pacing {
    /// Answers in a row that are taken as a sign that the server can bear one more replay.
    private static final int RECOVERY = 8;

    private int most;
    private boolean yields = true;
    private final Optional<Bucket> rate;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int allowed;
    private int inFlight;
    private int answered;
    private long quietUntil = System.nanoTime();
    private boolean stopped;

    Pacing(Agent.Limits limits) {
        most = Math.max(1, limits.atOnce());
        allowed = most;
        rate = limits.perSecond().isPresent()
                ? Optional.of(bucket(limits.perSecond().getAsDouble()))
                : Optional.empty();
    }

    /// From now on so many are in flight, whatever was before.
    ///
    /// @param yields whether fewer are when the server objects
    void press(int atOnce, boolean yields) {
        locked(() -> {
            most = Math.max(1, atOnce);
            allowed = most;
            this.yields = yields;
        });
    }

    /// One token at a time: the requests of a second are spread over it and never come in a burst.
    private static Bucket bucket(double perSecond) {
        var period = Duration.ofNanos(Math.max(1, Math.round(1e9 / perSecond)));
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(1).refillGreedy(1, period))
                .build();
    }

    /// Waits until one more request may be sent; false when none may ever be sent again.
    boolean enter() throws InterruptedException {
        if (!admitted()) {
            return false;
        }
        var wait = rate.map(bucket -> bucket.consumeIgnoringRateLimits(1)).orElse(0L);
        if (wait == 0 || rest(Duration.ofNanos(wait))) {
            return true;
        }
        leave();
        return false;
    }

    private boolean admitted() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped) {
                var quiet = quietUntil - System.nanoTime();
                if (quiet > 0) {
                    changed.awaitNanos(quiet);
                } else if (inFlight >= allowed) {
                    changed.await();
                } else {
                    inFlight++;
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// The request that entered has come to its end.
    void leave() {
        locked(() -> inFlight--);
    }

    /// The server bears what it is asked.
    void answered() {
        locked(() -> {
            if (allowed < most && ++answered >= RECOVERY) {
                allowed++;
                answered = 0;
            }
        });
    }

    /// The server asks to be left alone for so long.
    void objected(Duration pause) {
        locked(() -> {
            if (!yields) {
                return;
            }
            // the replays in flight object together; together they are one objection
            if (System.nanoTime() - quietUntil >= 0) {
                allowed = Math.max(1, allowed / 2);
                answered = 0;
            }
            var until = System.nanoTime() + pause.toNanos();
            quietUntil = until - quietUntil > 0 ? until : quietUntil;
        });
    }

    /// Waits that long; false when the run was stopped in the meantime.
    boolean rest(Duration time) throws InterruptedException {
        var end = System.nanoTime() + time.toNanos();
        lock.lockInterruptibly();
        try {
            for (var left = end - System.nanoTime(); !stopped && left > 0; left = end - System.nanoTime()) {
                changed.awaitNanos(left);
            }
            return !stopped;
        } finally {
            lock.unlock();
        }
    }

    /// No request enters any more, and nobody waits.
    void stop() {
        locked(() -> stopped = true);
    }

    boolean isStopped() {
        lock.lock();
        try {
            return stopped;
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
