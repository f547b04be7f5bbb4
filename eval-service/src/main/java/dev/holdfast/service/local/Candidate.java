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
            case Target.OpenAi(var url, var _, var key, var sampling, var scoring) ->
                Optional.of(with(file, new Target.OpenAi(url, model, key, sampling, scoring)));
            case Target.Chat(var provider, var url, var _, var key, var sampling) ->
                Optional.of(with(file, new Target.Chat(provider, url, model, key, sampling)));
            case Target.OpenClaw(var url, var id, var token, var _) ->
                Optional.of(with(file, new Target.OpenClaw(url, id, token, Optional.of(model))));
            case Target.Local local ->
                Optional.of(with(
                        file,
                        new Target.Local(model, local.machine(), local.sampling(), local.wanted(), local.reference())));
            case Target.Recorded _, Target.Http _, Target.Program _ -> Optional.empty();
        };
    }

    private static PactFile with(PactFile file, Target target) {
        return file.with(file.pact().agent().with(target));
    }
}
