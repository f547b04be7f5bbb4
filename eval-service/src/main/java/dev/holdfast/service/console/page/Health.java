package dev.holdfast.service.console.page;

import dev.holdfast.schema.evaluation.Verdict;

/// How an agent is, the most serious first. Word, shape and colour say the same.
public enum Health {
    DRIFTING("drifting", "fail"),
    CANT_TELL("can’t tell", "inconclusive"),
    NOT_MEASURED("not measured", "error"),
    WITHIN("within its promises", "pass");

    private final String word;
    private final String tone;

    Health(String word, String tone) {
        this.word = word;
        this.tone = tone;
    }

    /// What one evaluation says.
    public static Health of(Verdict verdict) {
        return switch (verdict) {
            case FAIL -> DRIFTING;
            case INCONCLUSIVE -> CANT_TELL;
            case ERROR -> NOT_MEASURED;
            case PASS -> WITHIN;
        };
    }

    public String word() {
        return word;
    }

    /// As the style sheet of reports calls it.
    public String tone() {
        return tone;
    }
}
