package dev.holdfast.schema.run;

import dev.holdfast.schema.json.Digest;
import java.time.Instant;
import java.util.Optional;

/// What a run set out to do: the first line of every run that Holdfast makes, so that a broken-off run is known as
/// one.
///
/// @param requested the model that was asked for
/// @param settings  of everything sent along with the tasks: target, sampling, system prompt
/// @param environment the same and more, part by part, since versions record it
public record RunPlan(
        String run,
        Instant at,
        String pact,
        Digest pactDigest,
        Digest suiteDigest,
        int tasks,
        int repeats,
        String target,
        Optional<String> requested,
        Digest settings,
        String holdfast,
        Optional<Environment> environment) {

    /// How many observations a whole run has.
    public int planned() {
        return tasks * repeats;
    }
}
