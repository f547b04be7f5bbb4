package dev.holdfast.harness.replay;

import java.time.Duration;
import java.util.SplittableRandom;

/// How long to wait before an attempt is repeated: a random time up to a bound that doubles with every attempt
/// ("full jitter"), so that replays which failed together do not come back together.
///
/// The time depends on the seed and the replay alone, not on the order in which threads get there.
///
/// @param first   bound after the first attempt
/// @param longest bound after many
record Backoff(Duration first, Duration longest, long seed) {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);

    static Backoff seeded(long seed) {
        return new Backoff(FIRST, LONGEST, seed);
    }

    /// The time to wait after an attempt of a replay.
    ///
    /// @param attempt from 1: how many have failed
    Duration after(Ask.Key replay, int attempt) {
        var bound = Math.min(first.toNanos() << Math.min(attempt - 1, 20), longest.toNanos());
        var random = new SplittableRandom(seed ^ (31L * replay.hashCode() + attempt));
        return Duration.ofNanos(random.nextLong(bound + 1));
    }
}
