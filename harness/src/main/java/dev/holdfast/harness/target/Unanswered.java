package dev.holdfast.harness.target;

import dev.holdfast.schema.run.Outcome;
import java.time.Duration;
import java.util.Optional;

/// Why there is no answer, on its way through code that knows nothing of it.
final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome.Kind kind;
    private final transient Optional<Duration> retryAfter;

    Unanswered(Outcome.Kind kind, String message, Optional<Duration> retryAfter) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    Unanswered(Outcome.Kind kind, String message) {
        this(kind, message, Optional.empty());
    }

    Outcome.Kind kind() {
        return kind;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
