package dev.holdfast.service.cli;

import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.service.local.Candidate;
import java.util.Optional;

/// The `--candidate` option.
final class Candidates {
    private Candidates() {}

    static PactFile of(PactFile file, Optional<String> model) {
        return model.map(name -> Candidate.of(file, name)
                        .orElseThrow(() -> new UsageException(
                                "--candidate needs a target with a model; a recorded one, http and process have none")))
                .orElse(file);
    }
}
