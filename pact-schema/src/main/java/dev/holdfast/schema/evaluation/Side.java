package dev.holdfast.schema.evaluation;

import dev.holdfast.schema.json.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where one side of the comparison comes from.
///
/// @param runs         ids
/// @param models       that answered, as the servers named them
/// @param fingerprints of the servers' configurations
/// @param settings     of everything that was sent along with the tasks, where it is known
public record Side(
        List<String> runs,
        Optional<Instant> at,
        List<String> models,
        List<String> fingerprints,
        Optional<Digest> settings) {
    public Side {
        runs = List.copyOf(runs);
        models = List.copyOf(models);
        fingerprints = List.copyOf(fingerprints);
    }
}
