package dev.holdfast.harness.target;

import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.run.RunPlan;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/// Says what a run of a pact sets out to do.
public final class Plans {
    private Plans() {}

    /// The plan of a run of the whole suite.
    ///
    /// @param run      its id
    /// @param holdfast the version that makes it
    public static RunPlan of(PactFile file, int repeats, String run, Instant at, String holdfast) {
        var pact = file.pact();
        var settings = Settings.of(pact);
        return new RunPlan(
                run,
                at,
                pact.name(),
                pact.digest(),
                file.suite().digest(),
                file.suite().tasks().size(),
                repeats,
                OptionalInt.empty(),
                settings.target(),
                settings.model(),
                settings.digest(),
                holdfast,
                Optional.of(settings.environment()));
    }
}
