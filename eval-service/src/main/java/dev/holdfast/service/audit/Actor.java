package dev.holdfast.service.audit;

import java.util.Optional;

/// Who did it. Where from is not told: an address is about a person, and a leaf is there for good.
///
/// @param type `member`, `system`
/// @param id   names the actor within its type; not the name of a person
/// @param auth how it showed who it is: `token:` and the token's id; absent for the service itself
public record Actor(String type, String id, Optional<String> auth) {
    public Actor {
        Bounds.word("an actor's type", type);
        Bounds.text("an actor's id", id);
        auth.ifPresent(value -> Bounds.text("an actor's auth", value));
    }

    /// The service itself, in one of its duties.
    public static Actor system(String duty) {
        return new Actor("system", duty, Optional.empty());
    }
}
