package dev.holdfast.service.audit;

import dev.holdfast.schema.json.Digest;
import java.util.Optional;

/// Who did it.
///
/// @param type    `user`, `token`, `schedule`, `system`
/// @param id      names the actor within its type; not the name of a person
/// @param auth    how it showed who it is: `token`, `oidc`, `bootstrap`; absent for the service itself
/// @param address salted digest of the network address it came from, so that the address can be forgotten
public record Actor(String type, String id, Optional<String> auth, Optional<Digest> address) {
    public Actor {
        Bounds.word("an actor's type", type);
        Bounds.text("an actor's id", id);
        auth.ifPresent(value -> Bounds.word("an actor's auth", value));
    }
}
