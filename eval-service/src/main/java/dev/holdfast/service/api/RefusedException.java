package dev.holdfast.service.api;

import io.micronaut.http.HttpStatus;

/// A request that cannot be done, for a reason that whoever asks can mend.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    /// @param code a short name of the reason, for programs
    public RefusedException(HttpStatus status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    /// There is no such thing, or none that the tenant may see.
    public static RefusedException missing(String kind, Object name) {
        return new RefusedException(HttpStatus.NOT_FOUND, "not_found", "there is no " + kind + " " + name);
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}
