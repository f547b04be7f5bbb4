package dev.holdfast.baselines.stat;

import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Permutation test of a change in graded scores or numbers: labels are shuffled within each task, never across
/// tasks.
///
/// Null hypothesis: within every task, certified and new scores are exchangeable. p = (1 + c) / (1 + B), where c
/// of the B permutations are at least as extreme as the data, is valid at any B (Phipson and Smyth 2010,
/// Statistical Applications in Genetics and Molecular Biology 9, 39). On the log scale, for positive numbers only,
/// the difference is that of logarithms.
public record WithinTaskPermutation(Statistic statistic, boolean logScale, int permutations, long seed) {
    /// Differences closer than this share of the largest score are ties: sums in another order differ by rounding.
    private static final double TIE = 1e-12;

    /// Permutations drawn at once, on all cores, before the tails are looked at again.
    private static final int WAVE = 16 * Replicates.BLOCK;

    /// The observed difference candidate − certified (of logarithms on the log scale) and its one-sided p-values.
    public record Result(double difference, double pGreater, double pLess) {}

    public WithinTaskPermutation {
        Arguments.atLeast(1, permutations, "number of permutations");
    }

    /// Rows are tasks; each task has at least one certified and one candidate score.
    public Result test(double[][] certified, double[][] candidate) {
        // more extreme permutations than there are permutations: never stops early
        return testUntil(Integer.MAX_VALUE, certified, candidate);
    }

    /// The same test, stopped as soon as both tails hold `exceedances` permutations: cheap where nothing changed.
    ///
    /// The p-values stay valid (Besag and Clifford 1991, Biometrika 78, 301-304); one that stopped early has a
    /// relative standard error of about 1 / √exceedances.
    public Result testUntil(int exceedances, double[][] certified, double[][] candidate) {
        Arguments.atLeast(1, exceedances, "number of exceedances");
        var raw = new TaskScores(certified, candidate);
        TaskScores scores = logScale ? raw.log() : raw;
        return statistic == Statistic.MEAN ? ofMeans(exceedances, scores) : ofQuantiles(exceedances, scores);
    }

    private Result ofMeans(int exceedances, TaskScores scores) {
        var sum = new RelabelledSum(IntStream.range(0, scores.tasks())
                .mapToObj(task -> TaskMeans.task(scores, task))
                .toArray(RelabelledSum.Task[]::new));
        double difference = scores.meanDifference();
        double tie = TIE * scores.largestMagnitude() * scores.tasks();
        return tails(exceedances, difference, sum.observed(), tie, () -> sum);
    }

    private Result ofQuantiles(int exceedances, TaskScores scores) {
        var quantiles = RelabelledQuantiles.of(statistic.probability(), scores);
        double difference = quantiles.observed();
        return tails(
                exceedances,
                difference,
                difference,
                TIE * scores.largestMagnitude(),
                () -> quantiles.copy().oneByOne());
    }

    private Result tails(
            int exceedances,
            double difference,
            double observed,
            double tie,
            Supplier<? extends Replicates.BlockDraw> draws) {
        var greater = new SequentialTail(exceedances);
        var less = new SequentialTail(exceedances);
        var replicates = new Replicates(seed, draws);
        int left = permutations;
        while (left > 0 && !(greater.isDecided() && less.isDecided())) {
            int wave = Math.min(left, WAVE);
            for (double permuted : replicates.next(wave)) {
                greater.add(permuted >= observed - tie);
                less.add(permuted <= observed + tie);
            }
            left -= wave;
        }
        return new Result(difference, greater.p(), less.p());
    }
}
