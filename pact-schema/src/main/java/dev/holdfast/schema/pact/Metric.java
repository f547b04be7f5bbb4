package dev.holdfast.schema.pact;

import dev.holdfast.schema.json.Digest;
import java.util.Set;

/// A named score of an outcome.
///
/// @param on     the tasks it is about; it does not exist for the others
/// @param digest of everything that decides its scores, so that a changed scorer is seen
public record Metric(String name, Extract of, Scope on, Set<Ignore> ignore, Measure measure, Digest digest) {
    /// Differences between texts that do not count.
    public enum Ignore {
        CASE,
        SPACE,
        PUNCTUATION
    }

    public Unit unit() {
        return measure.unit();
    }
}
