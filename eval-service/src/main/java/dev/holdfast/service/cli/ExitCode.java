package dev.holdfast.service.cli;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.service.gate.Decision;
import dev.holdfast.service.gate.Decision.Undecided;
import java.util.Arrays;

/// What a pipeline reads. "Nothing ran" is never 0.
enum ExitCode {
    PASS(0),
    FAIL(1),
    USAGE(2),
    INCONCLUSIVE(3),
    ERROR(4),
    NOTHING_EVALUATED(5);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    static ExitCode of(Evaluation evaluation) {
        return of(evaluation, Undecided.DENY);
    }

    /// What a gate ends with.
    static ExitCode of(Evaluation evaluation, Undecided undecided) {
        var code = Decision.of(evaluation, undecided).exitCode();
        return Arrays.stream(values())
                .filter(value -> value.code == code)
                .findFirst()
                .orElseThrow();
    }
}
