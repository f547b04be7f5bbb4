package dev.holdfast.baselines.stat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;

/// What a second thread adds to each engine, printed as a Markdown table: the most draws a second that were ever seen.
///
/// One and two threads take turns for some seconds, and the best of each counts. Draws are counted by the clock, and by
/// the processor time of the busiest thread: what the clock would show where every thread has a core to itself,
/// whatever
/// else the machine does. Argument: the seconds for each engine.
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
        System.out.println("| engine | million draws a second, one thread | two threads | gain |"
                + " by processor time, one | two | gain |");
        System.out.println("|---|---|---|---|---|---|---|");
        try (var one = new Crew(1);
                var two = new Crew(2)) {
            engines().forEach((name, engine) -> {
                var alone = new Best();
                var together = new Best();
                for (long end = System.nanoTime() + nanoseconds; System.nanoTime() < end; ) {
                    alone.take(one, engine);
                    together.take(two, engine);
                }
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |%n",
                        name,
                        DRAWS / alone.clock / 1e6,
                        DRAWS / together.clock / 1e6,
                        alone.clock / together.clock,
                        DRAWS / alone.busiest / 1e6,
                        DRAWS / together.busiest / 1e6,
                        alone.busiest / together.busiest);
            });
        }
    }

    /// The fewest seconds that an engine ever took.
    private static final class Best {
        private double clock = Double.MAX_VALUE;
        private double busiest = Double.MAX_VALUE;

        void take(Crew crew, Runnable engine) {
            long start = System.nanoTime();
            double work = crew.busiest(engine);
            clock = Math.min(clock, (System.nanoTime() - start) / 1e9);
            busiest = Math.min(busiest, work);
        }
    }

    /// Threads whose processor time is known.
    private static final class Crew implements AutoCloseable {
        private static final ThreadMXBean TIMES = ManagementFactory.getThreadMXBean();

        private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
        private final ForkJoinPool pool;

        Crew(int size) {
            pool = new ForkJoinPool(
                    size,
                    crew -> {
                        var thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(crew);
                        threads.add(thread);
                        return thread;
                    },
                    null,
                    false);
        }

        /// Seconds of processor time of the thread that worked most.
        double busiest(Runnable engine) {
            Map<Thread, Long> before = threads.stream().collect(Collectors.toMap(t -> t, Crew::time));
            pool.submit(engine).join();
            return threads.stream()
                            .mapToLong(thread -> time(thread) - before.getOrDefault(thread, 0L))
                            .max()
                            .orElseThrow()
                    / 1e9;
        }

        private static long time(Thread thread) {
            return Math.max(0, TIMES.getThreadCpuTime(thread.threadId()));
        }

        @Override
        public void close() {
            pool.close();
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
}
