package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.run.Outcome;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// How hard the target is pressed right now.
///
/// Never harder than the limits say, and less hard when the server objects. A server that answers "too many
/// requests" is left alone by the whole runner for as long as it asks. After that, as after any failure that may come
/// of too much load, only half as many replays are in flight; each [#RECOVERY] answers in a row let one more in
/// again. A server that does not answer at all is only probed: see [Breaker].
final class Pacing {
    /// Answers in a row that are taken as a sign that the server can bear one more replay.
    private static final int RECOVERY = 8;

    /// Between two looks whether others still go first.
    private static final Duration GIVE_WAY = Duration.ofMillis(100);

    private int most;
    private boolean yields = true;
    private volatile Optional<Bucket> rate;
    private volatile BooleanSupplier others = () -> false;
    private final Optional<TokenRate> tokens;
    private final Breaker breaker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private int allowed;
    private int inFlight;
    private int settling;
    private int answered;
    private long quietUntil = System.nanoTime();
    private boolean stopped;

    /// Leave to send one request.
    ///
    /// @param tokens  that it is held to take
    /// @param isProbe whether it finds out if the target is back
    record Pass(long tokens, boolean isProbe) {}

    Pacing(Agent.Limits limits, Backoff pauses) {
        most = Math.max(1, limits.atOnce());
        allowed = most;
        breaker = new Breaker(most, pauses);
        tokens = limits.tokensPerSecond().isPresent()
                ? Optional.of(new TokenRate(limits.tokensPerSecond().getAsDouble()))
                : Optional.empty();
        rate = limits.perSecond().isPresent()
                ? Optional.of(bucket(limits.perSecond().getAsDouble()))
                : Optional.empty();
    }

    /// From now on requests are counted where others count theirs, so that all of them together keep the limit.
    void share(Bucket counted) {
        rate = Optional.of(counted);
    }

    /// From now on nothing is sent while others go first.
    void yieldTo(BooleanSupplier others) {
        this.others = others;
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

    /// Waits until one more request may be sent; empty when none may ever be sent again.
    Optional<Pass> enter() throws InterruptedException {
        while (others.getAsBoolean()) {
            if (!rest(GIVE_WAY)) {
                return Optional.empty();
            }
        }
        var admitted = admitted();
        if (admitted.isEmpty()) {
            return Optional.empty();
        }
        var expected = tokens.map(TokenRate::expected).orElse(0L);
        var pass = new Pass(expected, admitted.get());
        var wait = Math.max(
                rate.map(bucket -> bucket.consumeIgnoringRateLimits(1)).orElse(0L),
                tokens.map(limit -> limit.take(expected)).orElse(0L));
        if (wait == 0 || rest(Duration.ofNanos(wait))) {
            return Optional.of(pass);
        }
        leave(pass, 0);
        return Optional.empty();
    }

    /// Whether what was admitted is a probe; empty when nothing is admitted any more.
    private Optional<Boolean> admitted() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!stopped) {
                var quiet = Math.max(quietUntil - System.nanoTime(), breaker.isOpen() ? breaker.untilProbe() : 0);
                if (quiet > 0) {
                    changed.awaitNanos(quiet);
                } else if (breaker.isOpen()) {
                    breaker.probe();
                    inFlight++;
                    return Optional.of(true);
                } else if (inFlight >= allowed) {
                    changed.await();
                } else {
                    inFlight++;
                    return Optional.of(false);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /// The request that entered has come to its end, and took so many tokens.
    void leave(Pass pass, long taken) {
        tokens.ifPresent(limit -> limit.settle(pass.tokens(), taken));
        locked(() -> {
            inFlight--;
            settling = Math.max(0, settling - 1);
            if (pass.isProbe()) {
                breaker.dropProbe();
            }
        });
    }

    /// What came back says how the server is.
    void heard(Pass pass, Reply reply) {
        locked(() -> {
            switch (reply.outcome()) {
                case Outcome.Failed failed when failed.kind() == Outcome.Kind.RATE_LIMITED -> less();
                case Outcome.Failed failed
                when isOutage(failed.kind()) -> {
                    less();
                    // what fails under a load that is the very point says nothing about the target without it
                    if (yields || pass.isProbe()) {
                        breaker.outage(pass.isProbe());
                    }
                }
                case Outcome.Failed failed when failed.kind() == Outcome.Kind.OTHER -> {}
                case Outcome.Failed _ -> breaker.answered();
                case Outcome.Answered _, Outcome.ScoredElsewhere _, Outcome.Escalated _ -> {
                    breaker.answered();
                    more();
                }
            }
        });
    }

    private static boolean isOutage(Outcome.Kind kind) {
        return switch (kind) {
            case TIMEOUT, SERVER_ERROR, CONNECTION -> true;
            case RATE_LIMITED, REJECTED, NO_ANSWER, OTHER -> false;
        };
    }

    private void more() {
        if (allowed < most && ++answered >= RECOVERY) {
            allowed++;
            answered = 0;
        }
    }

    /// The replays that are in flight together fail together; together they are one sign.
    private void less() {
        answered = 0;
        if (yields && settling == 0) {
            settling = inFlight;
            allowed = Math.max(1, allowed / 2);
        }
    }

    /// The server asks to be left alone for so long.
    void objected(Duration pause) {
        locked(() -> {
            if (!yields) {
                return;
            }
            var until = System.nanoTime() + pause.toNanos();
            quietUntil = until - quietUntil > 0 ? until : quietUntil;
        });
    }

    /// Whether the target has not come back for so long that nobody waits for it any more.
    boolean isHopeless() {
        lock.lock();
        try {
            return breaker.isHopeless();
        } finally {
            lock.unlock();
        }
    }

    /// Lets those go on who wait for a target that has been given up.
    void giveUp() {
        locked(breaker::answered);
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
