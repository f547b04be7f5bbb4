package dev.holdfast.harness.score;

import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.Vote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What judges have said, and the answers that others are held against.
///
/// @param votes      by ballot; of two votes on one ballot, the one recorded first
/// @param references by task: the first recorded answer
public record Hearing(Map<Digest, Vote> votes, Map<String, String> references) {
    /// Nobody was asked.
    public static final Hearing NONE = new Hearing(Map.of(), Map.of());

    public Hearing {
        votes = Map.copyOf(votes);
        references = Map.copyOf(references);
    }

    /// The votes about some runs, and their answers, the earlier run's before the later's.
    public static Hearing of(List<Run> runs) {
        return NONE.and(runs);
    }

    /// With the votes and answers of more runs, none of which takes the place of what is there.
    public Hearing and(List<Run> runs) {
        var all = new HashMap<>(votes);
        var answers = new HashMap<>(references);
        for (var run : runs) {
            run.votes().forEach(vote -> all.putIfAbsent(vote.ballot(), vote));
            for (var observation : run.observations()) {
                if (observation.outcome() instanceof Outcome.Answered(var text)) {
                    answers.putIfAbsent(observation.task(), text);
                }
            }
        }
        return new Hearing(all, answers);
    }

    Optional<Vote> vote(Ballot ballot) {
        return Optional.ofNullable(votes.get(ballot.digest()));
    }
}
