package dev.holdfast.schema.run;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// What a replay took, as far as it is known.
public record Usage(OptionalLong inputTokens, OptionalLong outputTokens, OptionalDouble costUsd) {
    public static final Usage UNKNOWN = new Usage(OptionalLong.empty(), OptionalLong.empty(), OptionalDouble.empty());
}
