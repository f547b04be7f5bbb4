package dev.holdfast.baselines.stat;

import java.util.function.DoubleSupplier;
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

    /// A tail with so many permutations is not small, and known to 7 %: no decision needs more of them.
    private static final int ENOUGH = 200;

    /// Where permutations as extreme as the data are shown to be rarer than one in a hundred times all that would be
    /// drawn, none is drawn.
    private static final double HARDLY_EVER = 0.01;

    /// The observed difference candidate − certified (of logarithms on the log scale) and its one-sided p-values.
    public record Result(double difference, double pGreater, double pLess) {}

    /// The statistic of the data, what counts as equal to it, how it is drawn, and a bound for the chance of its being
    /// as far from 0 as it is, on the same side.
    private record Drawn(double difference, double observed, double tie, Replicates replicates, DoubleSupplier bound) {}

    public WithinTaskPermutation {
        Arguments.atLeast(1, permutations, "number of permutations");
    }

    /// Both tails by all permutations. Rows are tasks; each task has at least one certified and one candidate score.
    public Result test(double[][] certified, double[][] candidate) {
        Drawn drawn = drawn(certified, candidate);
        double[] permuted = drawn.replicates.next(permutations);
        double greater = 0;
        double less = 0;
        for (double value : permuted) {
            greater += value >= drawn.observed - drawn.tie ? 1 : 0;
            less += value <= drawn.observed + drawn.tie ? 1 : 0;
        }
        return new Result(drawn.difference, (1 + greater) / (1 + permutations), (1 + less) / (1 + permutations));
    }

    /// The p-value of the difference being this large or larger, by as many permutations as it takes: see
    /// [SequentialTail]. Where a bound shows that hardly any would be as extreme, none is drawn
    /// and p = 1 / (1 + B).
    public double pGreater(double[][] certified, double[][] candidate) {
        Drawn drawn = drawn(certified, candidate);
        return isBeyond(drawn, true)
                ? leastP()
                : SequentialTail.p(
                        permutations, ENOUGH, drawn.replicates, value -> value >= drawn.observed - drawn.tie);
    }

    /// The same of its being this small or smaller.
    public double pLess(double[][] certified, double[][] candidate) {
        Drawn drawn = drawn(certified, candidate);
        return isBeyond(drawn, false)
                ? leastP()
                : SequentialTail.p(
                        permutations, ENOUGH, drawn.replicates, value -> value <= drawn.observed + drawn.tie);
    }

    private boolean isBeyond(Drawn drawn, boolean above) {
        return drawn.difference > 0 == above && drawn.bound.getAsDouble() <= HARDLY_EVER * leastP();
    }

    private double leastP() {
        return 1 / (1.0 + permutations);
    }

    private Drawn drawn(double[][] certified, double[][] candidate) {
        var raw = new TaskScores(certified, candidate);
        TaskScores scores = logScale ? raw.log() : raw;
        return statistic == Statistic.MEAN ? means(scores) : quantiles(scores);
    }

    private Drawn means(TaskScores scores) {
        var sum = new RelabelledSum(IntStream.range(0, scores.tasks())
                .mapToObj(task -> TaskMeans.task(scores, task))
                .toArray(RelabelledSum.Task[]::new));
        return new Drawn(
                scores.meanDifference(),
                sum.observed(),
                TIE * scores.largestMagnitude() * scores.tasks(),
                new Replicates(seed, () -> sum),
                sum::chernoff);
    }

    private Drawn quantiles(TaskScores scores) {
        var quantiles = RelabelledQuantiles.of(statistic.probability(), scores);
        double difference = quantiles.observed();
        return new Drawn(
                difference,
                difference,
                TIE * scores.largestMagnitude(),
                new Replicates(seed, () -> quantiles.copy().oneByOne()),
                () -> 1);
    }
}
