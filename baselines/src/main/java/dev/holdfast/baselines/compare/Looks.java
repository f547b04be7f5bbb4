package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/// The looks at an adaptive run: after 1, 2 and 4 repeats of its tasks, and so on by doubling, and at the most that
/// there may be.
///
/// Looking again and again with the whole level at each look would find "changes" in agents that did not change.
/// So the level is spent over the planned looks: half of it on the first, which suffices where the answer is clear,
/// and the rest in equal parts. Whatever the looks have to do with each other, the chance of an error at any of them
/// is then at most the sum of their levels (Bonferroni), for tests and for bounds alike. Few looks leave each of
/// them more to spend, which is why they are not taken after every repeat.
///
/// @param repeats that are planned so far
/// @param most    repeats that there may be
public record Looks(int repeats, int most) {
    /// More repeats of the same tasks than this hardly tell anything new.
    public static final int MOST = 10;

    private static final double FIRST = 0.5;

    public Looks {
        if (repeats < 1 || repeats > most) {
            throw new IllegalArgumentException(repeats + " of at most " + most + " repeats");
        }
    }

    /// The looks at a run, or empty where its repeats were fixed beforehand.
    static Optional<Looks> at(Run run) {
        return run.plan()
                .filter(plan -> plan.mostRepeats().isPresent())
                .map(plan -> new Looks(plan.repeats(), plan.mostRepeats().getAsInt()));
    }

    /// After how many repeats there is a look.
    private List<Integer> schedule() {
        var schedule = new ArrayList<Integer>();
        for (var look = 1; 2 * look <= most; look *= 2) {
            schedule.add(look);
        }
        schedule.add(most);
        return schedule;
    }

    /// After how many repeats the next look is taken; empty after the last.
    public OptionalInt next() {
        return schedule().stream()
                .mapToInt(Integer::intValue)
                .filter(look -> look > repeats)
                .findFirst();
    }

    /// Which look this is, from 1.
    int number() {
        return 1 + (int) schedule().stream().filter(look -> look < repeats).count();
    }

    /// The part of `level` that this look may spend.
    double share(double level) {
        var looks = schedule().size();
        if (looks == 1) {
            return level;
        }
        return number() == 1 ? FIRST * level : (1 - FIRST) * level / (looks - 1);
    }

    Confidence of(Confidence whole) {
        return new Confidence(share(whole.alpha()), whole.seed(), whole.permutations(), whole.resamples());
    }

    /// Whether another repeat may still change the answer: nothing failed, and a change is open that replays can
    /// decide. A level is not waited for, as it is known no better for asking the same tasks again.
    public static boolean undecided(Evaluation evaluation) {
        return evaluation.verdict() == Verdict.INCONCLUSIVE
                && evaluation.findings().stream()
                        .filter(finding -> finding.promised().mode() == Mode.ENFORCE)
                        .anyMatch(Looks::open);
    }

    private static boolean open(Finding finding) {
        return finding instanceof Finding.Inconclusive inconclusive
                && inconclusive.comparison() instanceof Comparison.Change
                && inconclusive.moreReplays().isPresent();
    }

    /// What a reader should know of them.
    String text(RunPlan plan, double level) {
        return ("Replayed until decided: %s of at most %d repeats, %d replays saved; look %d of at most %d, at level %s %%."
                        + " Over all looks at most %s %% of unchanged agents fail, and at most %s %% of broken promises"
                        + " count as kept.")
                .formatted(
                        repeats,
                        most,
                        (most - repeats) * plan.tasks(),
                        number(),
                        schedule().size(),
                        percent(share(level)),
                        percent(level),
                        percent(level));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g", 100 * share).replaceAll("\\.?0+$", "");
    }
}
