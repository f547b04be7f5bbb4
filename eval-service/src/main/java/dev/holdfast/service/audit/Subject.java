package dev.holdfast.service.audit;

import java.util.Optional;

/// What it was done to.
///
/// @param type    `pact`, `token`, `baseline`, …
/// @param id      names it within its type
/// @param version of it, where it has versions
public record Subject(String type, String id, Optional<String> version) {
    public Subject {
        Bounds.word("a subject's type", type);
        Bounds.text("a subject's id", id);
        version.ifPresent(value -> Bounds.text("a subject's version", value));
    }
}
