package dev.holdfast.service.local;

import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import java.util.Optional;

/// The same pact with another model behind it.
public final class Candidate {
    private Candidate() {}

    /// Empty when the pact's target has no model that could be exchanged.
    public static Optional<PactFile> of(PactFile file, String model) {
        return switch (file.pact().agent().target()) {
            case Target.OpenAi(var url, var _, var key, var sampling) ->
                Optional.of(file.with(file.pact().agent().with(new Target.OpenAi(url, model, key, sampling))));
            case Target.Recorded _ -> Optional.empty();
        };
    }
}
