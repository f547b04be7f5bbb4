package dev.holdfast.service.cli;

/// Something about the call itself that cannot be carried out; the message says what to do instead.
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
