package dev.holdfast.harness.score;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Measure.Judge;
import dev.holdfast.schema.pact.Measure.Juror;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import dev.holdfast.schema.run.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// `judge`: the median of what the judges' recorded votes are worth.
///
/// Nobody is asked here: a vote that is not recorded is missing, and where half of the jury or more has none, the
/// answer has no score, and is unheard where those that were not reached might have made it one. Of a pair, a judge is
/// asked twice, once in each order; it counts as better or worse only
/// where it says the same both times, and as a tie (0.5) otherwise, for a judge that prefers a place prefers
/// nothing. An answer that is the certified one is a tie, and nobody needs to be asked.
record JudgeScorer(Judge judge, Finder finder, Hearing hearing) implements Scorer {
    private static final double TIE = 0.5;

    @Override
    public Score score(GoldenTask task, Observation observation) {
        if (!(observation.outcome() instanceof Outcome.Answered(var text))) {
            return new Score.Unscored("its text was not recorded");
        }
        var part = part(text);
        if (part.isEmpty()) {
            return Check.NO;
        }
        if (judge.pairwise() && reference(task).isEmpty()) {
            return new Score.Unscored("there is no certified answer to hold it against");
        }
        if (judge.pairwise() && part.equals(reference(task))) {
            return new Score.Scored(TIE);
        }
        return median(task, part.get());
    }

    /// Everything that the jury has to be asked for this score.
    List<Ballot> ballots(GoldenTask task, Observation observation) {
        return observation.outcome() instanceof Outcome.Answered(var text)
                ? part(text).stream()
                        .flatMap(part -> judge.jury().stream().flatMap(juror -> ballots(juror, task, part).stream()))
                        .toList()
                : List.of();
    }

    private Score median(GoldenTask task, String part) {
        var worths = new ArrayList<Double>();
        var silent = new ArrayList<String>();
        var unreached = 0;
        for (var juror : judge.jury()) {
            var ballots = ballots(juror, task, part);
            var labels =
                    ballots.stream().flatMap(ballot -> label(ballot).stream()).toList();
            if (!ballots.isEmpty() && labels.size() == ballots.size()) {
                worths.add(worth(labels));
            } else {
                silent.add(juror.name() + " " + silence(juror, ballots));
                unreached += isUnreached(juror, ballots) ? 1 : 0;
            }
        }
        if (worths.size() * 2 <= judge.jury().size()) {
            var reason = "too few judges were heard: " + String.join("; ", silent);
            return unreached > 0
                            && (worths.size() + unreached) * 2 > judge.jury().size()
                    ? new Score.Unheard(reason)
                    : new Score.Unscored(reason);
        }
        worths.sort(null);
        var middle = worths.size() / 2;
        return new Score.Scored(
                worths.size() % 2 == 1 ? worths.get(middle) : (worths.get(middle - 1) + worths.get(middle)) / 2);
    }

    private double worth(List<String> labels) {
        if (!judge.pairwise()) {
            return Objects.requireNonNull(judge.labels().get(labels.getFirst()));
        }
        return switch (String.join(" ", labels)) {
            case "FIRST SECOND" -> 1;
            case "SECOND FIRST" -> 0;
            default -> TIE;
        };
    }

    private Optional<String> label(Ballot ballot) {
        return hearing.vote(ballot).flatMap(vote -> vote.label()).filter(ballot.labels()::contains);
    }

    private String silence(Juror juror, List<Ballot> ballots) {
        return ballots.stream()
                .flatMap(ballot -> hearing.vote(ballot).stream())
                .flatMap(vote -> vote.problem().stream())
                .findFirst()
                .or(() -> Optional.ofNullable(hearing.unreached().get(juror.name()))
                        .map(why -> "was not reached (" + why + ")"))
                .orElse("was not asked; `holdfast judge` asks");
    }

    /// After some questions in vain a judge is left alone, so that it need not be this very one that did not reach it.
    private boolean isUnreached(Juror juror, List<Ballot> ballots) {
        return hearing.unreached().containsKey(juror.name())
                && ballots.stream().anyMatch(ballot -> hearing.vote(ballot).isEmpty());
    }

    private List<Ballot> ballots(Juror juror, GoldenTask task, String part) {
        if (!judge.pairwise()) {
            return List.of(ballot(
                    juror, task, List.of(part), List.copyOf(judge.labels().keySet())));
        }
        return reference(task).filter(other -> !other.equals(part)).stream()
                .flatMap(other -> Stream.of(List.of(part, other), List.of(other, part)))
                .map(answers -> ballot(juror, task, answers, Ballot.PAIR))
                .toList();
    }

    private Ballot ballot(Juror juror, GoldenTask task, List<String> answers, List<String> labels) {
        return new Ballot(juror, judge.rubric(), task.messages(), task.expectedText(), answers, labels);
    }

    private Optional<String> reference(GoldenTask task) {
        return Optional.ofNullable(hearing.references().get(task.id())).flatMap(this::part);
    }

    private Optional<String> part(String text) {
        return finder.find(text).map(JsonText::of);
    }
}
