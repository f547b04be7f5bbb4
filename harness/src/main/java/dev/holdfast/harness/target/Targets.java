package dev.holdfast.harness.target;

import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.schema.json.InvalidDocumentException;
import dev.holdfast.schema.json.Problem;
import dev.holdfast.schema.pact.Agent;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import dev.holdfast.schema.run.RunFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// Opens the target of a pact.
public final class Targets {
    private Targets() {}

    /// A replayer for the pact's target; closing it closes the connections.
    ///
    /// @throws InvalidDocumentException when a secret is missing, or a recording is not there or holds more than
    /// one run
    public static Replayer open(PactFile pact, Secrets secrets, InstantSource clock) {
        var agent = pact.pact().agent();
        return switch (agent.target()) {
            case Target.Recorded(var file) -> recorded(pact.resolve(file));
            case Target.OpenAi openAi -> ChatModelReplayer.open(openAi, agent, secrets, clock);
        };
    }

    /// A model that judges. It is asked at temperature 0 unless the pact says otherwise, and knows nothing of the
    /// agent's prompt.
    ///
    /// @throws InvalidDocumentException when a secret is missing
    public static Replayer judge(Target.OpenAi judge, Secrets secrets, InstantSource clock) {
        var sampling = judge.sampling();
        var calm = sampling.temperature().isPresent()
                ? sampling
                : new Target.Sampling(OptionalDouble.of(0), sampling.maxTokens(), sampling.seed());
        var target = new Target.OpenAi(judge.baseUrl(), judge.model(), judge.apiKey(), calm);
        var agent = new Agent(
                target,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Agent.Limits.DEFAULT,
                Optional.empty());
        return ChatModelReplayer.open(target, agent, secrets, clock);
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
