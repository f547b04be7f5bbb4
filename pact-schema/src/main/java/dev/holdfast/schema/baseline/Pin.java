package dev.holdfast.schema.baseline;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.run.Environment;
import java.util.List;
import java.util.Optional;

/// The behavioural state to go back to.
///
/// @param model    the promised model, where the pact names one
/// @param served   the models that answered during certification
/// @param settings of everything that was sent along with the tasks, where it is known
/// @param environment what the first certified run was made with, part by part
public record Pin(
        Optional<String> model, List<String> served, Optional<Digest> settings, Optional<Environment> environment) {
    public Pin {
        served = List.copyOf(served);
    }
}
