package dev.holdfast.alerting.notify;

import dev.holdfast.schema.json.Digest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// When to try again.
///
/// @param pauses before the second, the third ... attempt; after the last one it is given up
public record Retries(List<Duration> pauses) {
    /// Up to this much is added to a pause, so that many receivers are not hailed at once.
    private static final double JITTER = 0.1;

    public Retries {
        pauses = List.copyOf(pauses);
    }

    /// As Standard Webhooks has it: over three days.
    public static final Retries PATIENT = new Retries(List.of(
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24)));

    /// For people who are to be woken up: often at first, and for four hours.
    public static final Retries URGENT = new Retries(IntStream.range(0, 20)
            .mapToObj(i -> Duration.ofSeconds(Math.min(900, 2L << Math.min(i, 9))))
            .toList());

    /// The pause before the next attempt; empty when there is none.
    ///
    /// @param attempts made so far, 1 at least
    public Optional<Duration> pause(String id, int attempts, Optional<Duration> wanted) {
        if (attempts > pauses.size()) {
            return Optional.empty();
        }
        var pause = pauses.get(attempts - 1);
        var longer = wanted.filter(other -> other.compareTo(pause) > 0).orElse(pause);
        return Optional.of(longer.plusMillis((long) (longer.toMillis() * JITTER * share(id, attempts))));
    }

    /// From 0 to 1, the same for the same attempt, so that nothing here throws dice.
    private static double share(String id, int attempts) {
        return Integer.parseInt(Digest.of(id + "#" + attempts).hex().substring(0, 4), 16) / 65536.0;
    }
}
