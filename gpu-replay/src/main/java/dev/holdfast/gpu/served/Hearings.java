package dev.holdfast.gpu.served;

import dev.holdfast.gpu.measure.Reference;
import dev.holdfast.gpu.text.Tokenizer;
import dev.holdfast.gpu.weights.ModelFolder;
import dev.holdfast.harness.replay.Replayer;
import dev.holdfast.harness.secret.Secrets;
import dev.holdfast.harness.target.GuardedClient;
import dev.holdfast.harness.target.HostGuard;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// Opens what hears the model of a pact's server. Nothing is sent yet.
public final class Hearings {
    private Hearings() {}

    /// A chat model whose every answer comes with what it thinks of the reference's answer.
    ///
    /// @throws dev.holdfast.schema.json.InvalidDocumentException when the reference cannot be read
    public static Replayer scored(
            Replayer chat, PactFile pact, Target.OpenAi target, Secrets secrets, InstantSource clock)
            throws IOException {
        var scoring = target.scoring().orElseThrow();
        var reference = Reference.read(pact.resolve(scoring.reference().orElseThrow()));
        var server = server(pact, target, secrets, clock);
        return new ScoredReplayer(
                chat, hearing(pact, scoring, server), reference, ScoredReplayer.instructions(pact), server::close);
    }

    static ModelServer server(PactFile pact, Target.OpenAi target, Secrets secrets, InstantSource clock) {
        var client = new GuardedClient(pact.pact().agent().limits().timeout(), HostGuard.OFF, clock);
        var key = target.apiKey().map(secrets::resolve);
        return new ModelServer(secrets.resolve(target.baseUrl()), target.model(), key, client, secrets);
    }

    static Hearing hearing(PactFile pact, Target.Scoring scoring, ModelServer server) throws IOException {
        return switch (scoring.protocol()) {
            case VLLM -> new VllmHearing(server);
            case LLAMA_CPP -> new LlamaCppHearing(server);
            case ECHO -> echo(pact.resolve(scoring.tokenizer().orElseThrow()), server);
        };
    }

    private static Hearing echo(Path folder, ModelServer server) throws IOException {
        return EchoHearing.of(
                server, Tokenizer.open(ModelFolder.open(folder)), Digest.of(folder.resolve(ModelFolder.TOKENIZER)));
    }
}
