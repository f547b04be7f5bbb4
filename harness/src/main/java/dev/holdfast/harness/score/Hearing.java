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
/// @param votes      of judges that were heard, by ballot; of two votes on one ballot, the one recorded first
/// @param references by task: the first recorded answer
/// @param unreached  why, by the name of a judge that was not reached at some time
public record Hearing(Map<Digest, Vote> votes, Map<String, String> references, Map<String, String> unreached) {
    /// Nobody was asked.
    public static final Hearing NONE = new Hearing(Map.of(), Map.of(), Map.of());

    public Hearing {
        votes = Map.copyOf(votes);
        references = Map.copyOf(references);
        unreached = Map.copyOf(unreached);
    }

    /// The votes about some runs, and their answers, the earlier run's before the later's.
    public static Hearing of(List<Run> runs) {
        return NONE.and(runs);
    }

    /// With the votes and answers of more runs, none of which takes the place of what is there.
    public Hearing and(List<Run> runs) {
        var all = new HashMap<>(votes);
        var answers = new HashMap<>(references);
        var silent = new HashMap<>(unreached);
        for (var run : runs) {
            for (var vote : run.votes()) {
                if (vote.unreached().isPresent()) {
                    silent.putIfAbsent(vote.judge(), vote.unreached().get());
                } else {
                    all.putIfAbsent(vote.ballot(), vote);
                }
            }
            for (var observation : run.observations()) {
                if (observation.outcome() instanceof Outcome.Answered(var text)) {
                    answers.putIfAbsent(observation.task(), text);
                }
            }
        }
        return new Hearing(all, answers, silent);
    }

    Optional<Vote> vote(Ballot ballot) {
        return Optional.ofNullable(votes.get(ballot.digest()));
    }
}
