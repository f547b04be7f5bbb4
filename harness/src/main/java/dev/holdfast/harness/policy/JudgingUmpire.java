package dev.holdfast.harness.policy;

import dev.holdfast.harness.judge.Bench;
import dev.holdfast.harness.score.Ballot;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure;
import dev.holdfast.schema.run.Draft;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Has models grade every answer by a rubric; the first of those with the best mean grade is the best.
///
/// The models do not see what the task expects: in production nobody knows it.
///
/// @param bench a new one for every question, so that one judge's bad minute is not the whole run's
public record JudgingUmpire(Supplier<Bench> bench) implements Umpire {
    @Override
    public OptionalInt best(Measure.Judge judge, GoldenTask task, List<Draft> answers) throws InterruptedException {
        var ballots = new ArrayList<List<Ballot>>();
        answers.forEach(answer -> ballots.add(ballots(judge, task, answer)));
        var votes = new java.util.HashMap<Digest, Vote>();
        bench.get()
                .ask(
                        ballots.stream().flatMap(List::stream).distinct().toList(),
                        vote -> votes.put(vote.ballot(), vote));
        var best = OptionalInt.empty();
        double highest = -1;
        for (int i = 0; i < answers.size(); i++) {
            var grade = grade(judge, ballots.get(i), votes);
            if (grade.isPresent() && grade.getAsDouble() > highest) {
                highest = grade.getAsDouble();
                best = OptionalInt.of(i);
            }
        }
        return best;
    }

    private static List<Ballot> ballots(Measure.Judge judge, GoldenTask task, Draft answer) {
        return answer.outcome() instanceof Outcome.Answered(var text)
                ? judge.jury().stream()
                        .map(juror -> new Ballot(
                                juror,
                                judge.rubric(),
                                task.messages(),
                                Optional.empty(),
                                List.of(text),
                                List.copyOf(judge.labels().keySet())))
                        .toList()
                : List.of();
    }

    private static OptionalDouble grade(Measure.Judge judge, List<Ballot> ballots, Map<Digest, Vote> votes) {
        return ballots.stream()
                .flatMap(ballot -> Optional.ofNullable(votes.get(ballot.digest())).stream())
                .flatMap(vote -> vote.label().stream())
                .flatMap(label -> Optional.ofNullable(judge.labels().get(label)).stream())
                .mapToDouble(Double::doubleValue)
                .average();
    }
}
