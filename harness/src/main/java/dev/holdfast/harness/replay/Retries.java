package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Outcome;
import java.time.Duration;
import java.util.Optional;

/// Which failures are worth another attempt, and when.
///
/// Only those of the infrastructure are: a rate limit, an error of the server, a lost connection, a timeout. A
/// request that was rejected will be rejected again, and an answer that holds none is not asked for until one does,
/// for that would be choosing among answers.
///
/// @param most attempts after the first
record Retries(int most, Backoff backoff) {
    /// A server that wants to be left alone for longer is not waited for; its replay fails.
    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /// How long to wait before the replay is tried again; empty when it is not.
    Optional<Duration> pause(Ask.Key replay, int attempt, Reply reply) {
        if (!(reply.outcome() instanceof Outcome.Failed failed) || attempt > most || !isPassing(failed.kind())) {
            return Optional.empty();
        }
        return Optional.of(wait(replay, attempt, reply)).filter(wait -> wait.compareTo(LONGEST_WAIT) <= 0);
    }

    /// How long everyone leaves the server alone after this reply; empty when it did not object.
    Optional<Duration> objection(Ask.Key replay, int attempt, Reply reply) {
        var isObjection = reply.retryAfter().isPresent()
                || (reply.outcome() instanceof Outcome.Failed failed && failed.kind() == Outcome.Kind.RATE_LIMITED);
        return isObjection
                ? Optional.of(reply.retryAfter().orElseGet(() -> backoff.after(replay, attempt)))
                        .filter(wait -> wait.compareTo(LONGEST_WAIT) <= 0)
                : Optional.empty();
    }

    private Duration wait(Ask.Key replay, int attempt, Reply reply) {
        var backedOff = backoff.after(replay, attempt);
        return reply.retryAfter()
                .filter(asked -> asked.compareTo(backedOff) > 0)
                .orElse(backedOff);
    }

    private static boolean isPassing(Outcome.Kind kind) {
        return switch (kind) {
            case RATE_LIMITED, SERVER_ERROR, CONNECTION, TIMEOUT -> true;
            case REJECTED, NO_ANSWER, OTHER -> false;
        };
    }
}
