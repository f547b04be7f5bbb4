package dev.holdfast.service.gate;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;

/// What a gate says to whoever asks.
///
/// @param exitCode what a pipeline reads; 0 is PASS and nothing else
/// @param reason   a short name of why, for programs
public record Decision(boolean allowed, int exitCode, String reason) {
    private static final int PASS = 0;
    private static final int FAIL = 1;
    private static final int INCONCLUSIVE = 3;
    private static final int ERROR = 4;
    private static final int NOTHING = 5;

    /// What a gate does when the evidence does not suffice.
    public enum Undecided {
        DENY,
        ALLOW
    }

    /// It was taken back before, and nobody has let it go since.
    public static Decision quarantined() {
        return new Decision(false, FAIL, "QUARANTINED");
    }

    /// There was nothing to compare with.
    public static Decision nothing(String reason) {
        return new Decision(false, NOTHING, reason);
    }

    /// It could not be found out.
    public static Decision error(String reason) {
        return new Decision(false, ERROR, reason);
    }

    /// An answer is not there yet, or not good any more.
    public static Decision unknown(String reason) {
        return new Decision(false, INCONCLUSIVE, reason);
    }

    public static Decision of(Evaluation evaluation, Undecided undecided) {
        if (evaluation.isEmpty()) {
            return nothing("NOTHING_EVALUATED");
        }
        return switch (evaluation.verdict()) {
            case PASS -> new Decision(true, PASS, "PROMISES_KEPT");
            case FAIL -> new Decision(false, FAIL, "PROMISE_BROKEN");
            case INCONCLUSIVE ->
                undecided == Undecided.ALLOW
                        ? new Decision(true, PASS, "INCONCLUSIVE_ALLOWED")
                        : new Decision(false, INCONCLUSIVE, "INSUFFICIENT_EVIDENCE");
            case ERROR -> new Decision(false, ERROR, "COULD_NOT_MEASURE");
        };
    }

    /// Whether the evidence itself says yes or no; absent where it says neither.
    static java.util.Optional<Boolean> deployable(Verdict verdict) {
        return switch (verdict) {
            case PASS -> java.util.Optional.of(true);
            case FAIL -> java.util.Optional.of(false);
            case INCONCLUSIVE, ERROR -> java.util.Optional.empty();
        };
    }
}
