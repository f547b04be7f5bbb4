package dev.holdfast.baselines.watch;

import java.util.List;

/// How strongly a replay at each level speaks for a change to the worse, given what the task did so far.
///
/// A replay that has a share `F` of the *others* in the urn below it (half of its own level included) scores
/// `log(1 + e (1 / 2F - 1))`. For pass or fail this is the log-likelihood ratio of "a share e of what passed now
/// fails", given all that the urn holds and a beta prior of the rates: with `t` failures among `N` the odds that it is
/// today's grow by `1 + e (N - t + a) / (t - 1 + b)`. A first failure where nothing ever failed weighs most, a failure
/// of a coin next to nothing. Positive
/// numbers score by their distance from the task's mean on the log scale, the log-likelihood ratio of a shift by
/// one level where the logarithms are normal.
///
/// Any score keeps the false-alarm budget as long as it is computed from the urns alone, which do not know what
/// this run drew; a good one finds changes sooner. That is why shrinking the shares of failure across tasks is
/// allowed here.
final class LevelScores {

    /// The acceptance tests ask for a drop of 5 points; between .02 and .15 the delays differ by less than 5 %.
    private static final double SHARE_OF_TASKS_CHANGED = 0.05;

    /// Grades slip a little rather than break, so ranks in the middle have to count as well.
    private static final double SHARE_OF_GRADES_CHANGED = 0.3;

    /// How alike tasks can be before they are taken as one: a correlation within the task of .002.
    private static final double LEAST_CORRELATION = 0.002;

    private static final double LARGEST_CORRELATION = 0.99;

    private static final int FAIL = 0;

    /// The replay that is scored is not among those that it is held against.
    private static final int ITSELF = 1;

    /// Never so little of a replay is below another that one run alone could outweigh all others.
    private static final double LEAST_COUNT = 0.05;

    /// Beyond three standard deviations a number is an outlier, and counts no more than there.
    private static final double OUTLIER = 3;

    /// Levels are rounded, so that a task whose numbers hardly vary still has the variance of half a level.
    private static final double LEAST_VARIANCE = 0.25;

    private final Scale.Kind kind;
    private final double changed;
    private final double meanFailure;
    private final double borrowed;

    private LevelScores(Scale.Kind kind, double changed, double meanFailure, double borrowed) {
        this.kind = kind;
        this.changed = changed;
        this.meanFailure = meanFailure;
        this.borrowed = borrowed;
    }

    static LevelScores of(Scale.Kind kind, List<Urn> urns) {
        return switch (kind) {
            case PASS_FAIL -> shrunken(urns);
            case GRADED, POSITIVE -> new LevelScores(kind, SHARE_OF_GRADES_CHANGED, 0, 0);
        };
    }

    /// The score of each level of an urn; the best level scores zero.
    double[] of(Urn urn) {
        double[] scores = kind == Scale.Kind.POSITIVE ? byDistance(urn) : byRank(urn);
        double best = scores[scores.length - 1];
        for (int i = 0; i < scores.length; i++) {
            scores[i] -= best;
        }
        return scores;
    }

    private double[] byRank(Urn urn) {
        double[] scores = new double[urn.size()];
        double all = urn.total() + borrowed;
        double below = 0;
        for (int i = 0; i < scores.length; i++) {
            double here = urn.count(i) + borrowedAt(urn.level(i));
            double rank = Math.max(below + (here - ITSELF) / 2, LEAST_COUNT / 2) / (all - ITSELF);
            scores[i] = StrictMath.log1p(changed * (1 / (2 * rank) - 1));
            below += here;
        }
        return scores;
    }

    private static double[] byDistance(Urn urn) {
        double mean = urn.meanLevel();
        double deviation = StrictMath.sqrt(Math.max(LEAST_VARIANCE, urn.varianceOfLevels()));
        double[] scores = new double[urn.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.clamp((mean - urn.level(i)) / deviation, -OUTLIER, OUTLIER) / deviation;
        }
        return scores;
    }

    private double borrowedAt(int level) {
        return borrowed * (level == FAIL ? meanFailure : 1 - meanFailure);
    }

    /// Empirical Bayes by moments: tasks that differ no more than chance lend each other their shares of failure,
    /// tasks that always pass or always fail do not.
    private static LevelScores shrunken(List<Urn> urns) {
        double mean =
                urns.stream().mapToDouble(urn -> urn.shareAt(FAIL)).average().orElse(0);
        double inverse =
                urns.stream().mapToDouble(urn -> 1.0 / urn.total()).average().orElse(1);
        double squares = urns.stream()
                .mapToDouble(urn -> (urn.shareAt(FAIL) - mean) * (urn.shareAt(FAIL) - mean))
                .sum();
        if (urns.size() < 2 || mean <= 0 || mean >= 1 || inverse >= 1) {
            return new LevelScores(Scale.Kind.PASS_FAIL, SHARE_OF_TASKS_CHANGED, 0, 0);
        }
        double share = squares / (urns.size() - 1) / (mean * (1 - mean));
        double correlation = Math.clamp((share - inverse) / (1 - inverse), LEAST_CORRELATION, LARGEST_CORRELATION);
        return new LevelScores(Scale.Kind.PASS_FAIL, SHARE_OF_TASKS_CHANGED, mean, 1 / correlation - 1);
    }
}
