package dev.holdfast.gpu.replay;

import dev.holdfast.gpu.engine.Surroundings;
import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.gpu.served.Hearings;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.LocalModels;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Models on this machine as targets of pacts.
public record LocalTargets() implements LocalModels {
    @Override
    public Replayer open(PactFile pact, Target.Local target, Secrets secrets) {
        try {
            var folder = ModelFolder.open(pact.resolve(target.model()));
            var reference = reference(pact, target, folder);
            return new LocalReplayer(LocalModel.open(folder, target), instructions(pact), reference, secrets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Replayer scored(Replayer chat, PactFile pact, Target.OpenAi target, Secrets secrets, InstantSource clock) {
        try {
            return Hearings.scored(chat, pact, target, secrets, clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<String> instructions(PactFile pact) {
        return pact.pact().agent().prompt().map(Agent.Prompt::text);
    }

    private static Optional<Reference> reference(PactFile pact, Target.Local target, ModelFolder folder)
            throws IOException {
        if (target.reference().isEmpty()) {
            return Optional.empty();
        }
        var file = pact.resolve(target.reference().get());
        var reference = Reference.read(file);
        if (!reference.head().tokenizer().equals(tokenizer(folder.path()))) {
            throw new InvalidDocumentException(Problem.of(
                    file.toString(),
                    "was made with another tokenizer than that of " + folder.path()
                            + ", whose tokens mean something else"));
        }
        return Optional.of(reference);
    }

    static Digest tokenizer(Path folder) throws IOException {
        return Digest.of(folder.resolve(ModelFolder.TOKENIZER));
    }

    @Override
    public SortedMap<String, String> surroundings(PactFile pact, Target.Local target) {
        var engine = target.machine().engine().name().toLowerCase(Locale.ROOT);
        var parts = new TreeMap<>(Surroundings.of(engine, target.machine()));
        try {
            parts.put("tokenizer", tokenizer(pact.resolve(target.model())).brief());
        } catch (IOException e) {
            // opening the target will say what is missing
            parts.put("tokenizer", "unreadable");
        }
        return parts;
    }
}
