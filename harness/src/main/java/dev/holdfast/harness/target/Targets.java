package dev.holdfast.harness.target;

import dev.holdfast.harness.probe.StressedReplayer;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.RunFile;
import java.nio.file.Path;
import java.time.InstantSource;

/// Opens the target of a pact.
public final class Targets {
    private Targets() {}

    /// A replayer for the pact's target under the pact's probes; closing it closes the connections.
    ///
    /// @throws InvalidDocumentException when a secret is missing, or a recording is not there or holds more than
    /// one run, or a probe needs what the target cannot do
    public static Replayer open(PactFile pact, Secrets secrets, InstantSource clock) {
        var agent = pact.pact().agent();
        return switch (agent.target()) {
            case Target.Recorded(var file) -> recorded(pact.resolve(file));
            case Target.OpenAi openAi ->
                StressedReplayer.of(ChatModelReplayer.open(openAi, agent, secrets, clock), pact);
        };
    }

    private static Replayer recorded(Path file) {
        var runs = RunFile.read(file).runs();
        if (runs.size() > 1) {
            throw new InvalidDocumentException(Problem.of(
                    file.toString(), "holds " + runs.size() + " runs; a recorded target answers from a file of one"));
        }
        return new RecordedReplayer(runs.getFirst());
    }
}
