package dev.holdfast.baselines.compare;

import dev.holdfast.schema.evaluation.Comparison;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.run.Run;
import dev.holdfast.schema.run.RunPlan;
import java.util.Locale;
import java.util.Optional;

/// The looks at an adaptive run, one after every repeat of its tasks.
///
/// Looking again and again with the whole level at each look would find "changes" in agents that did not change.
/// So the level is spent over the planned looks: half of it on the first, which suffices where the answer is clear,
/// and the rest in equal parts. Whatever the looks have to do with each other, the chance of an error at any of them
/// is then at most the sum of their levels (Bonferroni), for tests and for bounds alike.
///
/// @param made how many looks there were, this one included
/// @param most how many there may be
public record Looks(int made, int most) {
    /// More repeats of the same tasks than this hardly tell anything new.
    public static final int MOST = 10;

    private static final double FIRST = 0.5;

    public Looks {
        if (made < 1 || made > most) {
            throw new IllegalArgumentException("look " + made + " of " + most);
        }
    }

    /// The looks at a run, or empty where its repeats were fixed beforehand.
    static Optional<Looks> at(Run run) {
        return run.plan()
                .filter(plan -> plan.mostRepeats().isPresent())
                .map(plan -> new Looks(plan.repeats(), plan.mostRepeats().getAsInt()));
    }

    /// The part of `level` that this look may spend.
    public double share(double level) {
        if (most == 1) {
            return level;
        }
        return made == 1 ? FIRST * level : (1 - FIRST) * level / (most - 1);
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
        return "Replayed until decided: look %d of at most %d, one after every repeat; %d replays saved. This look is at level %s %%, and over all looks at most %s %% of unchanged agents fail and at most %s %% of broken promises pass as kept."
                .formatted(
                        made,
                        most,
                        (most - made) * plan.tasks(),
                        percent(share(level)),
                        percent(level),
                        percent(level));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g", 100 * share).replaceAll("\\.?0+$", "");
    }
}
