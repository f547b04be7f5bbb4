package dev.holdfast.schema.pact;

import java.util.Set;
import java.util.TreeSet;

/// The tasks that something is about: those with any of the tags, or all when there are none; asked plainly, under
/// a probe's stress, or either way.
public record Scope(Set<String> tags, Cases cases) {
    /// Every task, however it is asked.
    public static final Scope EVERYTHING = new Scope(Set.of(), new Cases.All());

    /// Every task as it stands in the golden files.
    public static final Scope PLAIN = new Scope(Set.of(), new Cases.Plain());

    /// In which of its forms a task is meant.
    public sealed interface Cases {
        /// As it stands in the golden files.
        record Plain() implements Cases {}

        /// Under the stress of one probe.
        record Under(String probe) implements Cases {}

        /// In every form.
        record All() implements Cases {}
    }

    public Scope {
        tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    }

    public boolean covers(GoldenTask task) {
        var form = switch (cases) {
            case Cases.Plain _ -> task.stress().isEmpty();
            case Cases.Under(var probe) ->
                task.stress().filter(s -> s.probe().equals(probe)).isPresent();
            case Cases.All _ -> true;
        };
        return form && (tags.isEmpty() || task.tags().stream().anyMatch(tags::contains));
    }

    /// Empty for everything, else ` on prime, happy` or ` on soak`.
    public String text() {
        if (cases instanceof Cases.Under(var probe)) {
            return " on " + probe;
        }
        return tags.isEmpty() ? "" : " on " + String.join(", ", tags);
    }
}
