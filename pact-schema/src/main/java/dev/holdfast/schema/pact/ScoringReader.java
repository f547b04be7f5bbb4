package dev.holdfast.schema.pact;

import java.nio.file.Path;
import java.util.Optional;

/// Reads how the model behind a server is made to say what it is given.
record ScoringReader(Path folder) {
    /// What an `openai` target has of it.
    Optional<Target.Scoring> read(Cursor server) {
        if (!server.has("scoring")) {
            return Optional.empty();
        }
        var at = server.child("scoring");
        var locals = new LocalReader(folder);
        var tokenizer = at.child("tokenizer").text();
        tokenizer.ifPresent(path -> locals.check(at.child("tokenizer"), path));
        var reference = locals.reference(at.child("reference"));
        return at.child("protocol").choice(Target.Protocol.class).map(protocol -> {
            if ((protocol == Target.Protocol.ECHO) != tokenizer.isPresent()) {
                at.problem(
                        protocol == Target.Protocol.ECHO
                                ? "an `echo` server fills no template: `tokenizer` must name the model's folder"
                                : "this server cuts texts itself; `tokenizer` is for `echo`");
            }
            return new Target.Scoring(protocol, tokenizer, reference);
        });
    }
}
