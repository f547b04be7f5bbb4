package dev.holdfast.schema.run;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a replay took, as far as it is known.
///
/// @param inputTokens  all of them, those among them that the server still had
/// @param cachedTokens those of the input that the server still had
public record Usage(
        OptionalLong inputTokens, OptionalLong outputTokens, OptionalDouble costUsd, OptionalLong cachedTokens) {
    public static final Usage UNKNOWN = new Usage(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty());

    /// Where nothing is known of what the server still had.
    public Usage(OptionalLong inputTokens, OptionalLong outputTokens, OptionalDouble costUsd) {
        this(inputTokens, outputTokens, costUsd, OptionalLong.empty());
    }
}
