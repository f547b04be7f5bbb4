package dev.holdfast.schema.evaluation;

import java.util.List;
import java.util.Optional;

/// Who moved: what differs between the certified side and the candidate, and what of it may explain the findings.
///
/// @param sentence  what a person reads first, about the finding that the headline is about
/// @param parts     everything that was held against each other, changed or not
/// @param explained the findings that are neither kept nor unmeasured; an outage moves nobody
public record Attribution(String sentence, List<Part> parts, List<Explained> explained) {
    public Attribution {
        parts = List.copyOf(parts);
        explained = List.copyOf(explained);
    }

    /// What became of a part.
    public enum State {
        SAME,
        CHANGED,
        /// Not both sides recorded it. It may have changed.
        UNKNOWN
    }

    /// One thing that was held against itself.
    ///
    /// @param name   in words, such as `system prompt`
    /// @param before as certified, where it was recorded
    /// @param after  as the candidate had it, where it was recorded
    public record Part(Mover mover, String name, Optional<String> before, Optional<String> after, State state) {}

    /// One finding and who may have moved.
    ///
    /// @param promise  id
    /// @param moved    whether the agent's answers are shown to have changed for the worse
    /// @param suspects the strongest evidence first; empty when nobody is shown to have moved
    public record Explained(String promise, boolean moved, String sentence, List<Suspect> suspects) {
        public Explained {
            suspects = List.copyOf(suspects);
        }
    }

    /// Who may have moved, and why one thinks so.
    public record Suspect(Mover mover, Evidence evidence, String sentence) {}

    public List<Part> changed() {
        return parts.stream().filter(part -> part.state() == State.CHANGED).toList();
    }

    public Optional<Explained> of(Finding finding) {
        return explained.stream()
                .filter(each -> each.promise().equals(finding.promised().id()))
                .findFirst();
    }
}
