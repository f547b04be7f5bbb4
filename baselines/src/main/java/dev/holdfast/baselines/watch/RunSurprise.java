package dev.holdfast.baselines.watch;

import java.util.ArrayList;
import java.util.List;

/// How surprising one run is for an agent that did not change, in standard deviations; positive is worse.
///
/// Null hypothesis: on each task, this run and all that is known before are exchangeable, and tasks are
/// independent. Then, given the [Urn]s, the sum of the run's scores has a known distribution, the convolution of
/// draws without replacement, and its upper tail is an exact p-value. With ties broken by a coin, the p-values of
/// successive runs are uniform and independent of each other although every run is compared with all runs before it
/// (Vovk, Nouretdinov, Gammerman: Testing Exchangeability On-Line, ICML 2003), whatever the rates of the tasks are
/// and however small the certificate is. No coin is thrown here. A tie counts in full where the budget is
/// [guaranteed][Assurance#GUARANTEED], which makes every p-value larger than with any coin; otherwise the surprise is
/// given for an even spread of coins, and [ShiftSums] takes the mean likelihood ratio over them.
final class RunSurprise {

    /// Scores are rounded to at most this many points a replay; twice as many changed no simulated delay beyond its
    /// error.
    private static final int FINEST = 12;

    private static final int COARSEST = 4;
    private static final int POINTS_OF_A_RUN = 4096;

    /// The exact distribution takes the square of this; beyond, [ManyPoints] is as good.
    private static final int MOST_EXACT = 10_000;

    /// Beyond this a double can't tell p-values apart, and nobody would ask.
    private static final double LARGEST = 30;

    private static final double SMALLEST = -8;

    /// An odd number, so that the middle one counts a tie half (mid-p).
    private static final int COINS = 15;

    private RunSurprise() {}

    /// The one to remember and to show.
    static double middle(double[] coins) {
        return coins[coins.length / 2];
    }

    /// The surprise for every coin that might break a tie, from the most surprising to the least.
    static double[] of(Scale.Kind kind, Assurance assurance, Tallies known, Tallies run) {
        List<Urn> urns = new ArrayList<>();
        run.byTask().forEach((task, tally) -> urns.add(Urn.of(known.on(task), tally)));
        LevelScores scores = LevelScores.of(kind, urns);
        return of(assurance, urns.stream().filter(Urn::isInformative).toList(), scores);
    }

    private static double[] of(Assurance assurance, List<Urn> urns, LevelScores scores) {
        int draws = urns.stream().mapToInt(Urn::draws).sum();
        double unit = unit(urns, draws, scores);
        if (draws > MOST_EXACT) {
            var points = new ManyPoints();
            urns.forEach(urn -> points.add(urn, rounded(scores.of(urn), unit)));
            return new double[] {Math.clamp(points.surprise(assurance), SMALLEST, LARGEST)};
        }
        PointSum points = new PointSum();
        for (Urn urn : urns) {
            points.add(urn, rounded(scores.of(urn), unit));
        }
        return switch (assurance) {
            case GUARANTEED -> new double[] {size(points.chanceOfMore() + points.chanceOfTie())};
            case CALIBRATED -> coins(points.chanceOfMore(), points.chanceOfTie());
        };
    }

    private static double[] coins(double more, double tie) {
        double[] coins = new double[COINS];
        for (int i = 0; i < COINS; i++) {
            coins[i] = size(more + tie * (i + 0.5) / COINS);
        }
        return coins;
    }

    private static double size(double p) {
        double size = p >= 1 ? SMALLEST : NormalQuantile.ofUpperTail(Math.max(p, Double.MIN_NORMAL));
        return Math.clamp(size, SMALLEST, LARGEST);
    }

    private static double unit(List<Urn> urns, int draws, LevelScores scores) {
        double largest =
                urns.stream().mapToDouble(urn -> scores.of(urn)[0]).max().orElse(1);
        return largest / Math.clamp(POINTS_OF_A_RUN / Math.max(draws, 1), COARSEST, FINEST);
    }

    private static int[] rounded(double[] scores, double unit) {
        int[] points = new int[scores.length];
        for (int i = 0; i < points.length; i++) {
            points[i] = (int) StrictMath.rint(scores[i] / unit);
        }
        return points;
    }
}
