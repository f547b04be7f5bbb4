package dev.holdfast.service.refusal;

import java.util.List;

/// A request that cannot be done, for a reason that whoever asks can mend.
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;
    private final transient List<String> reasons;

    /// What sort of reason it is.
    public enum Kind {
        /// There is no such thing, or none that the tenant may see.
        MISSING,
        /// Nobody knows who it comes from.
        UNKNOWN,
        /// It was there, and will not be again.
        GONE,
        /// It does not fit how things stand now.
        CONFLICT,
        /// It may not be done by this one.
        FORBIDDEN,
        /// What was sent is understood and of no use.
        UNFIT,
        /// It was meant for another version of the thing.
        OUTDATED,
        /// Nothing says which version it was meant for.
        UNCONDITIONAL,
        /// It was asked too often.
        TOO_MUCH
    }

    /// @param code a short name of the reason, for programs
    public RefusedException(Kind kind, String code, String detail) {
        this(kind, code, detail, List.of());
    }

    /// @param reasons one by one, where there are several
    public RefusedException(Kind kind, String code, String detail, List<String> reasons) {
        super(detail);
        this.kind = kind;
        this.code = code;
        this.reasons = List.copyOf(reasons);
    }

    /// What was there and is not any more.
    public static RefusedException gone(String what, Object id) {
        return new RefusedException(Kind.GONE, "gone", what + " " + id + " are not kept any more");
    }

    /// There is no such thing.
    public static RefusedException missing(String what, Object name) {
        return new RefusedException(Kind.MISSING, "not_found", "there is no " + what + " " + name);
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public List<String> reasons() {
        return reasons;
    }
}
