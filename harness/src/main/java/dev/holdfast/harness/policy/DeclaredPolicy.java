package dev.holdfast.harness.policy;

import dev.holdfast.harness.replay.Policy;
import dev.holdfast.schema.pact.AnswerPolicy;
import dev.holdfast.schema.pact.AnswerPolicy.Asking;
import dev.holdfast.schema.pact.AnswerPolicy.By;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.run.Draft;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// A policy as a pact declares it.
///
/// A confidence that an answer does not tell is neither low nor high: nobody is asked again for it and nothing is
/// handed over for it, and it loses against any that is told.
public final class DeclaredPolicy implements Policy {
    private final AnswerPolicy declared;
    private final Certainty certainty;
    private final Umpire umpire;

    /// @param umpire who finds the best answer, where models do
    public DeclaredPolicy(AnswerPolicy declared, Umpire umpire) {
        this.declared = declared;
        this.certainty = Certainty.of(declared.confidence());
        this.umpire = umpire;
    }

    @Override
    public int more(GoldenTask task, List<Draft> answers) {
        return switch (declared.asking()) {
            case Asking.Once _ -> answers.isEmpty() ? 1 : 0;
            case Asking.Jury(var of, var _, var _) -> answers.isEmpty() ? of : 0;
            case Asking.Again(var below, var most) ->
                answers.isEmpty() || (answers.size() <= most && isBelow(answers.getLast(), below)) ? 1 : 0;
        };
    }

    @Override
    public Choice choose(GoldenTask task, List<Draft> answers) throws InterruptedException {
        return switch (declared.asking()) {
            case Asking.Once _ -> unlessUnsure(answers, 0);
            case Asking.Again _ -> unlessUnsure(answers, surest(answers));
            case Asking.Jury(var _, var vote, var by) ->
                switch (by) {
                    case By.Majority _ -> counted(answers, new Poll(answers, vote));
                    case By.Rank _ -> ranked(answers, new Poll(answers, vote));
                    case By.Judged(var judge) -> judged(task, answers, umpire.best(judge, task, answers));
                };
        };
    }

    private Choice counted(List<Draft> answers, Poll poll) {
        return declared.escalation().withoutMajority() && !poll.isDecided()
                ? new Choice.HandOver(poll.winner(), poll.words())
                : unlessUnsure(answers, poll.winner());
    }

    private Choice ranked(List<Draft> answers, Poll poll) {
        return declared.escalation().withoutMajority() && !poll.isDecided()
                ? new Choice.HandOver(surest(answers), poll.words())
                : unlessUnsure(answers, surest(answers));
    }

    private Choice judged(GoldenTask task, List<Draft> answers, OptionalInt best) {
        return best.isPresent()
                ? unlessUnsure(answers, best.getAsInt())
                : new Choice.Undecided("no judge of the policy could be heard on the answers to " + task.id());
    }

    private Choice unlessUnsure(List<Draft> answers, int best) {
        var below = declared.escalation().below();
        var sure = certainty.of(answers.get(best));
        return below.isPresent() && sure.isPresent() && sure.getAsDouble() < below.getAsDouble()
                ? new Choice.HandOver(
                        best,
                        String.format(
                                Locale.ROOT,
                                "sure to %.0f %%, less than %.0f %%",
                                100 * sure.getAsDouble(),
                                100 * below.getAsDouble()))
                : new Choice.Take(best);
    }

    private boolean isBelow(Draft answer, double bound) {
        var sure = certainty.of(answer);
        return sure.isPresent() && sure.getAsDouble() < bound;
    }

    /// The first of those that are surest.
    private int surest(List<Draft> answers) {
        return IntStream.range(0, answers.size())
                .boxed()
                .reduce((one, other) -> worth(answers.get(other)) > worth(answers.get(one)) ? other : one)
                .orElseThrow();
    }

    private double worth(Draft answer) {
        OptionalDouble sure = certainty.of(answer);
        return sure.orElse(-1);
    }
}
