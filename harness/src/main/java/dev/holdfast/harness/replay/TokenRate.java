package dev.holdfast.harness.replay;

import io.github.bucket4j.Bucket;
import java.time.Duration;

/// Keeps the tokens that replays take within their rate.
///
/// What a replay takes is known when it has ended. Until then it is held to take what replays took on average; the
/// difference is settled afterwards, and a debt is waited for by those that come next.
final class TokenRate {
    private final Bucket bucket;
    private long replays;
    private double taken;

    TokenRate(double perSecond) {
        var second = Math.max(1, Math.round(perSecond));
        bucket = Bucket.builder()
                .addLimit(limit -> limit.capacity(second)
                        .refillGreedy(second, Duration.ofNanos(Math.max(1, Math.round(second / perSecond * 1e9)))))
                .build();
    }

    /// What one more replay is expected to take, at least one token.
    synchronized long expected() {
        return replays == 0 ? 1 : Math.max(1, Math.round(taken / replays));
    }

    /// Takes tokens, and says how many nanoseconds to wait until they are there.
    long take(long tokens) {
        return bucket.consumeIgnoringRateLimits(tokens);
    }

    /// Sets right what was taken.
    void settle(long expected, long actual) {
        if (actual > expected) {
            bucket.consumeIgnoringRateLimits(actual - expected);
        } else if (actual < expected) {
            bucket.addTokens(expected - actual);
        }
        synchronized (this) {
            if (actual > 0) {
                replays++;
                taken += actual;
            }
        }
    }
}
