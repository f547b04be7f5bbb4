package dev.holdfast.schema.pact;

import java.nio.file.Path;

/// A pact as read from disk, with the golden tasks it names.
public record PactFile(Path path, Pact pact, Suite suite) {
    /// A file that the pact names, relative to the pact itself.
    public Path resolve(String named) {
        return path.toAbsolutePath().resolveSibling(named);
    }

    /// The same pact with another agent behind it.
    public PactFile with(Agent other) {
        return new PactFile(path, pact.with(other), suite);
    }

    /// Where the pact lies.
    public Path folder() {
        return resolve("");
    }
}
