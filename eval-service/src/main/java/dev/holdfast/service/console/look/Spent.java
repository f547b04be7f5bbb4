package dev.holdfast.service.console.look;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/// What replays have cost.
///
/// @param usd      absent where none of them told
/// @param unpriced replays that did not tell
public record Spent(OptionalDouble usd, long unpriced) {
    static OptionalDouble number(@Nullable Double value) {
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
