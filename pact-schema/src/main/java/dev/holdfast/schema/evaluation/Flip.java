package dev.holdfast.schema.evaluation;

import dev.holdfast.schema.run.Untrusted;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A task whose score changed from the baseline to the candidate.
///
/// @param certified       mean score over its certified replays
/// @param candidate       mean score over its new replays
/// @param certifiedAnswer one that shows the certified score, where texts were recorded
/// @param candidateAnswer one that shows the new score
public record Flip(
        String metric,
        String task,
        Set<String> tags,
        double certified,
        double candidate,
        Untrusted question,
        Optional<Untrusted> expected,
        Optional<Untrusted> certifiedAnswer,
        Optional<Untrusted> candidateAnswer) {

    /// Tags are kept in order, so that the same evaluation is the same JSON in every process.
    public Flip {
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
    }

    public boolean forTheWorse() {
        return candidate < certified;
    }
}
