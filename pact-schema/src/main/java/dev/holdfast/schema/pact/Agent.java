package dev.holdfast.schema.pact;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// The agent that makes the promises, and how it is reached.
///
/// @param pin the model that is promised, and what a rollback goes back to
public record Agent(
        Target target,
        Optional<String> pin,
        Optional<Prompt> prompt,
        OptionalInt contextWindow,
        Limits limits,
        Optional<Price> price) {

    /// The same agent reached elsewhere.
    public Agent with(Target other) {
        return new Agent(other, pin, prompt, contextWindow, limits, price);
    }

    /// The system prompt: where it stands and what it says.
    public record Prompt(String path, String text) {}

    /// How hard the agent may be pressed.
    ///
    /// @param atOnce  replays in flight
    /// @param perSecond at most this many replays started a second
    /// @param timeout for one whole answer
    /// @param retries after the first attempt, of infrastructure errors only
    public record Limits(int atOnce, OptionalDouble perSecond, Duration timeout, int retries) {
        public static final Limits DEFAULT = new Limits(8, OptionalDouble.empty(), Duration.ofSeconds(60), 4);
    }

    /// US dollars for a million tokens.
    public record Price(double input, double output) {
        public double of(long inputTokens, long outputTokens) {
            return (inputTokens * input + outputTokens * output) / 1_000_000;
        }
    }
}
