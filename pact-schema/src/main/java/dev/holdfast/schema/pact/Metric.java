package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Digest;
import java.util.Optional;
import java.util.Set;

/// A named score of an outcome.
///
/// @param about what it says of the agent, as the subject of a sentence
/// @param on     the tasks it is about; it does not exist for the others
/// @param digest of everything that decides its scores, so that a changed scorer is seen
public record Metric(
        String name, Optional<String> about, Extract of, Scope on, Set<Ignore> ignore, Measure measure, Digest digest) {
    /// Differences between texts that do not count.
    public enum Ignore {
        CASE,
        SPACE,
        PUNCTUATION
    }

    /// The subject of a sentence about it.
    public String subject() {
        return about.orElse(name);
    }

    public Unit unit() {
        return measure.unit();
    }
}
