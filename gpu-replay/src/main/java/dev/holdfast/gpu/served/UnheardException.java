package dev.holdfast.gpu.served;

import dev.holdfast.schema.run.Outcome;

/// Why a server does not tell what its model thinks, on its way to whoever asked for an answer.
public final class UnheardException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Outcome.Kind kind;

    UnheardException(Outcome.Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Outcome.Kind kind() {
        return kind;
    }

    /// What the server says makes no sense.
    static UnheardException garbled(String message) {
        return new UnheardException(Outcome.Kind.NO_ANSWER, "the server's thoughts cannot be read: " + message);
    }
}
