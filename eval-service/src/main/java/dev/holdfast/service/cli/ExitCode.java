package dev.holdfast.service.cli;

import dev.holdfast.schema.evaluation.Evaluation;

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
        if (evaluation.isEmpty()) {
            return NOTHING_EVALUATED;
        }
        return switch (evaluation.verdict()) {
            case PASS -> PASS;
            case FAIL -> FAIL;
            case INCONCLUSIVE -> INCONCLUSIVE;
            case ERROR -> ERROR;
        };
    }
}
