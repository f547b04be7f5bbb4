package dev.holdfast.baselines.certify;

/// A baseline that must not be compared with, and why.
public final class UntrustedBaselineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UntrustedBaselineException(String message) {
        super(message);
    }
}
