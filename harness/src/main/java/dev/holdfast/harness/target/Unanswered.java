package dev.holdfast.harness.target;

import dev.holdfast.schema.run.Outcome;
import java.time.Duration;
import java.util.Optional;

/// Why there is no answer, on its way through code that knows nothing of it.
final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome.Kind kind;
    private final transient Optional<Duration> retryAfter;
    private final String arrived;

    private Unanswered(Outcome.Kind kind, String message, Optional<Duration> retryAfter, String arrived) {
        super(message);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.arrived = arrived;
    }

    Unanswered(Outcome.Kind kind, String message, Optional<Duration> retryAfter) {
        this(kind, message, retryAfter, "");
    }

    /// @param arrived what there is of an answer that came to no end
    Unanswered(Outcome.Kind kind, String message, String arrived) {
        this(kind, message, Optional.empty(), arrived);
    }

    Unanswered(Outcome.Kind kind, String message) {
        this(kind, message, "");
    }

    /// The same, with this of the answer.
    Unanswered after(String arrived) {
        return new Unanswered(kind, String.valueOf(getMessage()), retryAfter, arrived);
    }

    String arrived() {
        return arrived;
    }

    Outcome.Kind kind() {
        return kind;
    }

    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}
