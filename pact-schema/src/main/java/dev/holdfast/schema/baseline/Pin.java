package dev.holdfast.schema.baseline;

import dev.holdfast.schema.json.Digest;
import java.util.List;
import java.util.Optional;

/// The behavioural state to go back to.
///
/// @param model    the promised model, where the pact names one
/// @param served   the models that answered during certification
/// @param settings of everything that was sent along with the tasks, where it is known
public record Pin(Optional<String> model, List<String> served, Optional<Digest> settings) {
    public Pin {
        served = List.copyOf(served);
    }
}
