package dev.holdfast.schema.pact;

import java.time.Duration;
import java.util.List;
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
        Optional<Pricing> price,
        AnswerPolicy policy) {

    /// The same agent reached elsewhere.
    public Agent with(Target other) {
        return new Agent(other, pin, prompt, contextWindow, limits, price, policy);
    }

    /// The system prompt: where it stands and what it says.
    public record Prompt(String path, String text) {}

    /// How hard the agent may be pressed.
    ///
    /// @param atOnce  replays in flight
    /// @param perSecond at most this many replays started a second
    /// @param timeout for one whole answer
    /// @param retries after the first attempt, of infrastructure errors only
    /// @param tokensPerSecond at most this many tokens a second, in and out
    /// @param idle    the longest that an answer may stop on its way
    /// @param first   tags of the tasks that come before all others, the most important first
    /// @param streamed whether answers are taken piece by piece as they are made, so that pauses between pieces are
    ///                 seen, and what an answer said is known when it comes to no end
    /// @param answerTokens the most that an answer may have
    public record Limits(
            int atOnce,
            OptionalDouble perSecond,
            Duration timeout,
            int retries,
            OptionalDouble tokensPerSecond,
            Optional<Duration> idle,
            List<String> first,
            boolean streamed,
            OptionalInt answerTokens) {
        public static final Limits DEFAULT = new Limits(8, OptionalDouble.empty(), Duration.ofSeconds(60), 4);

        public Limits {
            first = List.copyOf(first);
        }

        /// Without a limit on tokens, or on pauses within an answer, and all tasks alike.
        public Limits(int atOnce, OptionalDouble perSecond, Duration timeout, int retries) {
            this(
                    atOnce,
                    perSecond,
                    timeout,
                    retries,
                    OptionalDouble.empty(),
                    Optional.empty(),
                    List.of(),
                    false,
                    OptionalInt.empty());
        }
    }

    /// US dollars for a million tokens, whatever the model and the day.
    ///
    /// @param cached of input that the server still had; else it costs as much as other input
    public record Price(double input, double output, OptionalDouble cached) implements Pricing {
        /// Without a discount.
        public Price(double input, double output) {
            this(input, output, OptionalDouble.empty());
        }

        /// What this costs.
        ///
        /// @param inputTokens  all of them
        /// @param cachedTokens those of the input that the server still had
        public double of(long inputTokens, long cachedTokens, long outputTokens) {
            var known = Math.min(inputTokens, cachedTokens);
            return ((inputTokens - known) * input + known * cached.orElse(input) + outputTokens * output) / 1_000_000;
        }
    }
}
