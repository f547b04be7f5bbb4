package dev.holdfast.baselines.stat;

import java.util.Arrays;

/// How often is a new number above a certified one of the same task? 0.5 where nothing changed.
///
/// Null hypothesis: within every task, certified and new numbers are exchangeable; the alternative is that new
/// ones are larger. The statistic is the mean over tasks of the share of pairs in which the new number is
/// larger, ties half: a Mann-Whitney U per task (van Elteren 1960). Labels are permuted within the task; p = (1
/// + c) / (1 + B).
public record Superiority(int permutations, long seed) {
    /// The share of pairs, and the p-value of its being this large.
    public record Result(double share, double p) {}

    public Superiority {
        Arguments.atLeast(1, permutations, "number of permutations");
    }

    /// Rows are tasks; each task has at least one certified and one candidate number.
    public Result test(double[][] certified, double[][] candidate) {
        Arguments.sameLength(certified.length, candidate.length);
        var before = new double[certified.length][];
        var now = new double[certified.length][];
        for (int task = 0; task < certified.length; task++) {
            double[] ranks = ranks(certified[task], candidate[task]);
            before[task] = Arrays.copyOfRange(ranks, 0, certified[task].length);
            now[task] = Arrays.copyOfRange(ranks, certified[task].length, ranks.length);
        }
        double p = new WithinTaskPermutation(Statistic.MEAN, false, permutations, seed).pGreater(before, now);
        double difference = new TaskScores(before, now).meanDifference();
        return new Result(Math.clamp(0.5 + difference, 0, 1), p);
    }

    /// Mid-ranks of all numbers of a task over their count. The difference of their means is U / (n m) − 1/2.
    private static double[] ranks(double[] certified, double[] candidate) {
        double[] all = Arrays.copyOf(certified, certified.length + candidate.length);
        System.arraycopy(candidate, 0, all, certified.length, candidate.length);
        double[] sorted = all.clone();
        Arrays.sort(sorted);
        var ranks = new double[all.length];
        for (int i = 0; i < all.length; i++) {
            int first = Arrays.binarySearch(sorted, all[i]);
            int last = first;
            while (first > 0 && sorted[first - 1] == all[i]) {
                first--;
            }
            while (last < sorted.length - 1 && sorted[last + 1] == all[i]) {
                last++;
            }
            ranks[i] = (first + last + 2) / 2.0 / all.length;
        }
        return ranks;
    }
}
