package dev.holdfast.alerting.actuator;

/// What makes an agent behave as it does, as far as it can be set.
public enum Part {
    MODEL("the model"),
    PROMPT("the system prompt"),
    PARAMETERS("the parameters"),
    TOOLS("the tools");

    private final String words;

    Part(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    /// As it is written in documents.
    public String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
