package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import java.time.InstantSource;
import java.util.SortedMap;

/// The port to models on this machine: loading one takes libraries that asking a server does without.
public interface LocalModels {
    /// Where there are none.
    LocalModels NONE = new LocalModels() {
        @Override
        public Replayer open(PactFile pact, Target.Local target, Secrets secrets) {
            throw new InvalidDocumentException(
                    Problem.of(pact.path().toString(), "a local model as target is for the command line"));
        }

        @Override
        public SortedMap<String, String> surroundings(PactFile pact, Target.Local target) {
            return java.util.Collections.emptySortedMap();
        }
    };

    /// Loads the model.
    ///
    /// @throws InvalidDocumentException when a file of it is broken
    /// @throws java.io.UncheckedIOException when it cannot be loaded
    Replayer open(PactFile pact, Target.Local target, Secrets secrets);

    /// A chat model whose server also tells what the model thinks of the reference's answers; every answer comes with
    /// the scores of that.
    ///
    /// @throws InvalidDocumentException when the reference cannot be read
    /// @throws java.io.UncheckedIOException when it is not there
    default Replayer scored(Replayer chat, PactFile pact, Target.OpenAi target, Secrets secrets, InstantSource clock) {
        throw new InvalidDocumentException(
                Problem.of(pact.path().toString(), "`scoring` of a target is for the command line"));
    }

    /// What its answers depend on beside the model, by name. Loads nothing.
    SortedMap<String, String> surroundings(PactFile pact, Target.Local target);

    /// The same of whatever target the pact has; of a server nothing.
    default SortedMap<String, String> surroundings(PactFile pact) {
        return pact.pact().agent().target() instanceof Target.Local local
                ? surroundings(pact, local)
                : java.util.Collections.emptySortedMap();
    }
}
