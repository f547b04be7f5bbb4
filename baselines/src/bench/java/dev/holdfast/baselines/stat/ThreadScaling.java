package dev.holdfast.baselines.stat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;

/// What a second thread adds to each engine, printed as a Markdown table: the most draws a second that were ever seen.
///
/// One and two threads take turns for some seconds, and the best of each counts, so that what else the machine does
/// matters little. Argument: the seconds for each engine.
final class ThreadScaling {
    private static final int DRAWS = 50_000;

    private final EngineInputs inputs = new EngineInputs(1);
    private final double[][] certified = inputs.scores(100, 10);
    private final double[][] candidate = inputs.scores(100, 5);
    private final double[][] certified50 = inputs.scores(100, 50);
    private final double[][] candidate50 = inputs.scores(100, 50);
    private final int[][][] before = inputs.completions(100, 5);
    private final int[][][] after = inputs.completions(100, 5);

    public static void main(String[] arguments) {
        new ThreadScaling().print(Long.parseLong(arguments[0]) * 1_000_000_000);
    }

    private void print(long nanoseconds) {
        System.out.println("| engine | million draws a second, one thread | two threads | gain |");
        System.out.println("|---|---|---|---|");
        try (var one = new ForkJoinPool(1);
                var two = new ForkJoinPool(2)) {
            engines().forEach((name, engine) -> {
                double alone = Double.MAX_VALUE;
                double together = Double.MAX_VALUE;
                for (long end = System.nanoTime() + nanoseconds; System.nanoTime() < end; ) {
                    alone = Math.min(alone, seconds(one, engine));
                    together = Math.min(together, seconds(two, engine));
                }
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %.2f | %.2f | %.2f |%n",
                        name,
                        DRAWS / alone / 1e6,
                        DRAWS / together / 1e6,
                        alone / together);
            });
        }
    }

    private Map<String, Runnable> engines() {
        var engines = new LinkedHashMap<String, Runnable>();
        engines.put(
                "permutation, means; K = 10, J = 5",
                () -> new WithinTaskPermutation(Statistic.MEAN, false, DRAWS, 1).test(certified, candidate));
        engines.put(
                "permutation, means; K = J = 50",
                () -> new WithinTaskPermutation(Statistic.MEAN, false, DRAWS, 1).test(certified50, candidate50));
        engines.put(
                "permutation, P95; K = 10, J = 5",
                () -> new WithinTaskPermutation(Statistic.P95, false, DRAWS, 1).test(certified, candidate));
        engines.put(
                "BCa bootstrap, means",
                () -> new ClusterBootstrap(Statistic.MEAN, DRAWS, 1).difference(certified, candidate));
        engines.put(
                "BCa bootstrap, P95",
                () -> new ClusterBootstrap(Statistic.P95, DRAWS, 1).difference(certified, candidate));
        engines.put("MMD; 5 + 5 completions", () -> new MmdHamming(DRAWS, 1).test(before, after));
        return engines;
    }

    private static double seconds(ForkJoinPool pool, Runnable engine) {
        long start = System.nanoTime();
        pool.submit(engine).join();
        return (System.nanoTime() - start) / 1e9;
    }
}
