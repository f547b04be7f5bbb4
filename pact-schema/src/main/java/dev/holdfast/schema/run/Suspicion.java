package dev.holdfast.schema.run;

/// What makes a tool's answer look made up.
public enum Suspicion {
    /// It says that all went well, and nothing else.
    GENERIC_SUCCESS("generic success"),
    /// All of its numbers are round.
    ROUND_NUMBERS("round numbers"),
    /// It holds what stands in examples and never in life.
    PLACEHOLDER("placeholders"),
    /// It is the same whatever the tool was asked.
    SAME_FOR_ALL("the same whatever was asked");

    private final String text;

    Suspicion(String text) {
        this.text = text;
    }

    /// As a person says it.
    public String text() {
        return text;
    }
}
