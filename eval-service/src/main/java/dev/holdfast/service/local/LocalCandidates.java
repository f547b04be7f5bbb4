package dev.holdfast.service.local;

import dev.holdfast.gpu.replay.ServingTrial;
import dev.holdfast.schema.evaluation.Serving;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/// A model on this machine that is to take the place of another.
public final class LocalCandidates {
    private LocalCandidates() {}

    /// What the two take; empty where it is not another model on this machine.
    ///
    /// @param promised  the pact as it stands
    /// @param candidate the same with the model that is to take the place of the pact's
    public static Optional<Serving> serving(PactFile promised, PactFile candidate) throws IOException {
        if (!(promised.pact().agent().target() instanceof Target.Local before)
                || !(candidate.pact().agent().target() instanceof Target.Local after)
                || before.model().equals(after.model())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Serving(ServingTrial.of(promised, before), ServingTrial.of(candidate, after)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while the models were measured");
        }
    }
}
