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

    /// What is used before anything is asked.
    public static final Usage NOTHING =
            new Usage(OptionalLong.of(0), OptionalLong.of(0), OptionalDouble.of(0), OptionalLong.of(0));

    /// Both together; what is not known of one is not known of both.
    public Usage plus(Usage other) {
        return new Usage(
                sum(inputTokens, other.inputTokens),
                sum(outputTokens, other.outputTokens),
                costUsd.isPresent() && other.costUsd.isPresent()
                        ? OptionalDouble.of(costUsd.getAsDouble() + other.costUsd.getAsDouble())
                        : OptionalDouble.empty(),
                sum(cachedTokens, other.cachedTokens));
    }

    private static OptionalLong sum(OptionalLong one, OptionalLong other) {
        return one.isPresent() && other.isPresent()
                ? OptionalLong.of(one.getAsLong() + other.getAsLong())
                : OptionalLong.empty();
    }
}
