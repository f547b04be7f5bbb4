package dev.holdfast.alerting.actuator;

import java.util.List;
import java.util.Optional;

/// What an order would do.
///
/// @param changes in words
/// @param cannot  what was certified and stays as it is
/// @param refusal why it would not be done; absent where it would
public record Rehearsal(List<String> changes, List<String> cannot, Optional<String> refusal) {
    public Rehearsal {
        changes = List.copyOf(changes);
        cannot = List.copyOf(cannot);
    }
}
