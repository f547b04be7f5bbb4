package dev.holdfast.schema.cost;

import java.math.BigDecimal;

/// What a recorded run of the local model shows.
///
/// @param inputTokens     of a task on average; likewise the others
/// @param tokensPerSecond in and out, over the time that the run took
public record Measured(
        BigDecimal inputTokens, BigDecimal cachedTokens, BigDecimal outputTokens, BigDecimal tokensPerSecond) {}
