package dev.holdfast.service.audit.log;

/// What was done cannot be written down, so it was not done. It is no fault of whoever asked.
public final class UnrecordedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnrecordedException(Throwable cause) {
        super("the audit log cannot be written, so nothing was changed", cause);
    }
}
