package dev.holdfast.schema.pact;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The system under test.
public sealed interface Target {
    /// Answers that were recorded before, as JSON Lines.
    record Recorded(String file) implements Target {}

    /// A server that speaks the OpenAI chat-completions protocol.
    record OpenAi(Reference baseUrl, String model, Optional<Reference> apiKey, Sampling sampling) implements Target {}

    /// An agent of an OpenClaw gateway.
    ///
    /// @param url   of the gateway, without a path
    /// @param model to ask instead of the agent's own pin
    record OpenClaw(Reference url, String agent, Reference token, Optional<String> model) implements Target {}

    /// What is sent along with every question; where nothing is declared nothing is sent.
    record Sampling(OptionalDouble temperature, OptionalInt maxTokens, OptionalLong seed) {}

    /// The key that declares it.
    default String kind() {
        return switch (this) {
            case Recorded _ -> "recorded";
            case OpenAi _ -> "openai";
            case OpenClaw _ -> "openclaw";
        };
    }
}
