package dev.holdfast.reports.reading;

import dev.holdfast.schema.evaluation.Finding;

/// How a promise stands, the most serious first.
public enum Standing {
    BROKEN("broken", "✗"),
    NOT_MEASURED("not measured", "!"),
    INCONCLUSIVE("inconclusive", "?"),
    KEPT("kept", "✓");

    private final String word;
    private final String mark;

    Standing(String word, String mark) {
        this.word = word;
        this.mark = mark;
    }

    public static Standing of(Finding finding) {
        return switch (finding) {
            case Finding.Kept _ -> KEPT;
            case Finding.Broken _ -> BROKEN;
            case Finding.Inconclusive _ -> INCONCLUSIVE;
            case Finding.NotMeasured _ -> NOT_MEASURED;
        };
    }

    public String word() {
        return word;
    }

    /// One character that says the same.
    public String mark() {
        return mark;
    }
}
