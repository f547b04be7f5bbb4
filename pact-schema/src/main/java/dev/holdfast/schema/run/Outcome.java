package dev.holdfast.schema.run;

import java.util.Locale;

/// How a replay ended.
public sealed interface Outcome {
    /// The agent answered, with this text.
    record Answered(String text) implements Outcome {}

    /// The agent answered and was scored elsewhere; its text was not recorded.
    record ScoredElsewhere() implements Outcome {}

    /// The agent's policy handed the task over to a person: neither a pass nor a failure of the agent.
    ///
    /// @param text what the agent would have said
    record Escalated(String text, String reason) implements Outcome {}

    /// There was no answer. This is never the agent's behaviour.
    record Failed(Kind kind, String message) implements Outcome {}

    /// Why there was no answer.
    enum Kind {
        TIMEOUT,
        RATE_LIMITED,
        SERVER_ERROR,
        CONNECTION,
        /// The server refused the request: bad key, unknown model, malformed request.
        REJECTED,
        /// The server answered something that holds no answer.
        NO_ANSWER,
        /// Recorded elsewhere, under a name that is not one of these.
        OTHER;

        /// As it is written in a recorded run.
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
