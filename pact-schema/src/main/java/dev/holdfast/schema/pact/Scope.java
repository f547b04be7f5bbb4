package dev.holdfast.schema.pact;

import java.util.Set;
import java.util.TreeSet;

/// The tasks that something is about: those with any of the tags, or all when there are none.
public record Scope(Set<String> tags) {
    public static final Scope EVERYTHING = new Scope(Set.of());

    public Scope {
        tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    }

    public boolean covers(GoldenTask task) {
        return tags.isEmpty() || task.tags().stream().anyMatch(tags::contains);
    }

    /// Empty for everything, else ` on prime, happy`.
    public String text() {
        return tags.isEmpty() ? "" : " on " + String.join(", ", tags);
    }
}
