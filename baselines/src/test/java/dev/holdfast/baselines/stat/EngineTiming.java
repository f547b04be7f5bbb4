package dev.holdfast.baselines.stat;

import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Seconds that the engines take on suites of several sizes, printed as a Markdown table; best of five runs.
final class EngineTiming {
    private static final RandomGenerator RANDOM =
            RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    private static final int RUNS = 5;
    private static final int RESAMPLES = 10_000;

    private EngineTiming() {}

    public static void main(String[] arguments) {
        System.out.println("| engine | input | seconds |");
        System.out.println("|---|---|---|");
        exact(1_000, 10, 1, "1,000 tasks, K = 10, J = 1");
        exact(100_000, 10, 1, "100,000 tasks, K = 10, J = 1");
        exact(100_000, 10, 10, "100,000 tasks, K = 10, J = 10");
        exact(1_000, 1_000, 1_000, "1,000 tasks, K = J = 1,000");
        uneven();
        double[][] certified = scores(100, 10);
        double[][] candidate = scores(100, 5);
        for (Statistic statistic : List.of(Statistic.MEAN, Statistic.P95)) {
            String input = "100 tasks, K = 10, J = 5, 10,000 draws, " + statistic;
            var permutation = new WithinTaskPermutation(statistic, false, RESAMPLES, 1);
            row("permutation", input, () -> permutation.test(certified, candidate));
            var bootstrap = new ClusterBootstrap(statistic, RESAMPLES, 1);
            row("BCa bootstrap", input, () -> bootstrap.difference(certified, candidate, 0.95));
        }
        int[][][] before = completions(100, 5);
        int[][][] after = completions(100, 5);
        var mmd = new MmdHamming(RESAMPLES, 1);
        row("MMD", "100 prompts, 5 + 5 completions of 200, 10,000 draws", () -> mmd.test(before, after));
    }

    private static void exact(int tasks, int replicates, int replays, String input) {
        List<TaskCounts> counts = IntStream.range(0, tasks)
                .mapToObj(task -> counts(replicates, replays))
                .toList();
        row("exact", input, () -> StratifiedExactTest.fewerSuccesses(counts));
    }

    /// Every task has other numbers of replays, so that hardly any two strata are alike.
    private static void uneven() {
        List<TaskCounts> counts = IntStream.range(0, 100_000)
                .mapToObj(task -> counts(RANDOM.nextInt(1, 51), RANDOM.nextInt(1, 21)))
                .toList();
        row("exact", "100,000 tasks, K = 1 … 50, J = 1 … 20", () -> StratifiedExactTest.fewerSuccesses(counts));
    }

    private static TaskCounts counts(int replicates, int replays) {
        double rate = RANDOM.nextDouble();
        int certified = successes(replicates, rate);
        return new TaskCounts(certified, replicates, successes(replays, rate * 0.99), replays);
    }

    private static int successes(int replays, double rate) {
        return (int) RANDOM.doubles(replays).filter(x -> x < rate).count();
    }

    private static double[][] scores(int tasks, int replays) {
        return IntStream.range(0, tasks)
                .mapToObj(task -> RANDOM.doubles(replays).toArray())
                .toArray(double[][]::new);
    }

    private static int[][][] completions(int prompts, int samples) {
        return IntStream.range(0, prompts)
                .mapToObj(prompt -> IntStream.range(0, samples)
                        .mapToObj(sample -> RANDOM.ints(200, 0, 30).toArray())
                        .toArray(int[][]::new))
                .toArray(int[][][]::new);
    }

    private static void row(String engine, String input, Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        System.out.printf(Locale.ROOT, "| %s | %s | %.4f |%n", engine, input, best);
    }
}
