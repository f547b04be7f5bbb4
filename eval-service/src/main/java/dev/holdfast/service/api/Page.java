package dev.holdfast.service.api;

import java.util.List;
import java.util.Optional;

/// Some of a list, the newest first.
///
/// @param nextCursor where the rest begins; absent at the end
public record Page<T>(List<T> items, Optional<String> nextCursor) {
    /// All of a list that is never long.
    public static <T> Page<T> all(List<T> items) {
        return new Page<>(items, Optional.empty());
    }
}
