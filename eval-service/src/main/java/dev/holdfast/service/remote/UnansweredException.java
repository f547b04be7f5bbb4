package dev.holdfast.service.remote;

import java.util.OptionalInt;

/// A service that could not be reached, or that refused; the message is for people.
public final class UnansweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient OptionalInt status;

    UnansweredException(OptionalInt status, String message) {
        super(message);
        this.status = status;
    }

    /// Whether the question was at fault and not the way to the service: asking again will not help.
    public boolean isOurFault() {
        return status.isPresent() && status.getAsInt() >= 400 && status.getAsInt() < 500;
    }
}
