package dev.holdfast.baselines.stat;

import org.apache.commons.rng.UniformRandomProvider;

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
        double observed = LabelledDifference.of(statistic, scores).of(scores.copyOfValues());
        double tie = TIE * scores.largestMagnitude();
        var greater = new SequentialTail(exceedances);
        var less = new SequentialTail(exceedances);
        var replicates = new Replicates(seed, () -> shuffling(scores));
        int left = permutations;
        while (left > 0 && !(greater.isDecided() && less.isDecided())) {
            int wave = Math.min(left, WAVE);
            for (double permuted : replicates.next(wave)) {
                greater.add(permuted >= observed - tie);
                less.add(permuted <= observed + tie);
            }
            left -= wave;
        }
        return new Result(observed, greater.p(), less.p());
    }

    private Replicates.Draw shuffling(TaskScores scores) {
        double[] values = scores.copyOfValues();
        LabelledDifference difference = LabelledDifference.of(statistic, scores);
        return random -> {
            shuffle(values, scores, random);
            return difference.of(values);
        };
    }

    /// Draws the smaller of each task's two groups at random; the larger one is what remains.
    private static void shuffle(double[] values, TaskScores scores, UniformRandomProvider random) {
        for (int task = 0; task < scores.tasks(); task++) {
            int start = scores.start(task);
            int split = scores.split(task);
            int end = scores.end(task);
            if (end - split <= split - start) {
                for (int i = end - 1; i >= split; i--) {
                    swap(values, i, random.nextInt(start, i + 1));
                }
            } else {
                for (int i = start; i < split; i++) {
                    swap(values, i, random.nextInt(i, end));
                }
            }
        }
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
