package dev.holdfast.schema.evaluation;

import java.util.Locale;

/// Who may have moved between the certification and the candidate, those nearest to the answer first.
public enum Mover {
    /// The model, by its name, by the server's fingerprint, or silently.
    MODEL("the model"),
    /// The system prompt.
    PROMPT("the system prompt"),
    /// What tools the agent is offered.
    TOOLS("the tools"),
    /// Temperature, seed and the like.
    PARAMETERS("the parameters"),
    /// Where the questions go.
    TARGET("the target"),
    /// The scorer of a metric, a judge, or what is expected of the answer.
    GRADER("the scorer"),
    /// What was promised, or asked.
    PACT("the pact"),
    /// Holdfast itself, or what it shares with the control.
    HARNESS("the harness"),
    /// The machine that asks.
    ENVIRONMENT("the environment"),
    /// It cannot be told.
    UNKNOWN("unknown");

    private final String words;

    Mover(String words) {
        this.words = words;
    }

    /// As the subject of a sentence.
    public String words() {
        return words;
    }

    /// As it is written in documents.
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Whether a change of it is a change of the agent, and not of what the agent is measured with.
    public boolean isOfTheAgent() {
        return switch (this) {
            case MODEL, PROMPT, TOOLS, PARAMETERS, TARGET -> true;
            case GRADER, PACT, HARNESS, ENVIRONMENT, UNKNOWN -> false;
        };
    }
}
