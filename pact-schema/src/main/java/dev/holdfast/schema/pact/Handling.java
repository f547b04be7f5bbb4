package dev.holdfast.schema.pact;

import java.util.Locale;

/// What an agent did about a tool that had failed.
public enum Handling {
    /// Said that it could not look it up.
    REPORTED("said so"),
    /// Asked another tool, or asked otherwise, and was answered.
    ANOTHER_WAY("found another way"),
    /// Answered as if nothing had happened, without a fact to hold against anything.
    WENT_ON("went on without"),
    /// Stated what no tool had told it.
    INVENTED("invented");

    private final String text;

    Handling(String text) {
        this.text = text;
    }

    /// As it is written in pacts.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As a person says it.
    public String text() {
        return text;
    }
}
