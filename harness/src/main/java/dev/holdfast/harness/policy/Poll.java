package dev.holdfast.harness.policy;

import dev.holdfast.harness.score.Parts;
import dev.holdfast.schema.pact.Extract;
import dev.holdfast.schema.run.Draft;
import dev.holdfast.schema.run.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Counts which answers of a jury say the same. An answer without the part that is its vote is no vote for anything,
/// and still one of the jury.
final class Poll {
    private final int size;
    private final Map<String, Integer> votes = new LinkedHashMap<>();
    private final Map<String, Integer> first = new LinkedHashMap<>();

    Poll(List<Draft> answers, Extract vote) {
        this.size = answers.size();
        var part = Parts.of(vote);
        for (int i = 0; i < size; i++) {
            var at = i;
            said(answers.get(i)).flatMap(part::find).map(String::strip).ifPresent(said -> {
                votes.merge(said, 1, Integer::sum);
                first.putIfAbsent(said, at);
            });
        }
    }

    /// Whether more than half of all say the same.
    boolean isDecided() {
        return 2 * most() > size;
    }

    /// The first answer of those that most say; of several such, the one that was asked for first.
    int winner() {
        return first.entrySet().stream()
                .filter(entry -> votes.getOrDefault(entry.getKey(), 0) == most())
                .mapToInt(Map.Entry::getValue)
                .min()
                .orElse(0);
    }

    /// Without what was said: that stands in the drafts.
    String words() {
        return "no majority: of " + size + " answers no more than " + most() + " say the same";
    }

    private int most() {
        return votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static Optional<String> said(Draft answer) {
        return answer.outcome() instanceof Outcome.Answered(var text) ? Optional.of(text) : Optional.empty();
    }
}
