package dev.holdfast.schema.evaluation;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.run.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where one side of the comparison comes from.
///
/// @param runs         ids
/// @param models       that answered, as the servers named them
/// @param fingerprints of the servers' configurations
/// @param settings     of everything that was sent along with the tasks, where it is known
/// @param environment  what it was made with, part by part; of the first run where there are several
public record Side(
        List<String> runs,
        Optional<Instant> at,
        List<String> models,
        List<String> fingerprints,
        Optional<Digest> settings,
        Optional<Environment> environment) {
    public Side {
        runs = List.copyOf(runs);
        models = List.copyOf(models);
        fingerprints = List.copyOf(fingerprints);
    }
}
