package dev.holdfast.baselines.stat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ForkJoinPool;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Times Holdfast's engines and their like in NumPy in turn, on the same input, and prints a Markdown table.
///
/// Every round times each side once, so that a machine that slows down slows down both; shown are medians, and the
/// median of the ratios of single rounds. Arguments: the Python command, the script, and the number of rounds.
final class SpeedComparison {
    private static final int DRAWS = 10_000;
    private static final int WARM_UP = 20;
    /// The processor's clock may tick in hundredths of a second only.
    private static final int CPU_CALLS = 20;

    private final int rounds;
    private final Python python;
    private final double[][] certified;
    private final double[][] candidate;
    private final double[][] certified50;
    private final double[][] candidate50;
    private final int[][][] before;
    private final int[][][] after;
    private final int[][][] before10;
    private final int[][][] after10;

    /// An engine under the name that the script has for it; gives a p-value or the lower end of an interval.
    private record Engine(String title, String name, ToDoubleFunction<Integer> run) {}

    private SpeedComparison(List<String> command, int rounds) throws IOException {
        this.rounds = rounds;
        var inputs = new EngineInputs(1);
        certified = inputs.scores(100, 10);
        candidate = inputs.scores(100, 5);
        certified50 = inputs.scores(100, 50);
        candidate50 = inputs.scores(100, 50);
        before = inputs.completions(100, 5);
        after = inputs.completions(100, 5);
        before10 = inputs.completions(25, 10);
        after10 = inputs.completions(25, 10);
        python = Python.start(command, inputsOnDisk());
    }

    public static void main(String[] arguments) throws IOException {
        var comparison = new SpeedComparison(List.of(arguments[0], arguments[1]), Integer.parseInt(arguments[2]));
        comparison.print();
    }

    private void print() throws IOException {
        System.out.printf(
                "%s; Java %s, %d cores; medians of %d rounds, 10,000 draws, 2.5 %%-point or p in brackets%n%n",
                python.version(), Runtime.version(), Runtime.getRuntime().availableProcessors(), rounds);
        System.out.println(
                "| engine | all cores, ms | one core, ms | CPU ms on it | NumPy, ms | CPU ms | times faster on all | by CPU time"
                        + " on one | million draws a second, all | one | MiB allocated | NumPy, peak MiB |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (Engine engine : engines()) {
            System.out.println(row(engine));
        }
        System.out.printf(
                Locale.ROOT,
                "%nPeak memory of the whole process: Holdfast %.0f MiB, NumPy %.0f MiB.%n",
                Python.peak(ProcessHandle.current().pid()),
                Python.peak(python.pid()));
        python.stop();
    }

    private List<Engine> engines() {
        String tasks = "100 tasks, K = 10, J = 5";
        ToDoubleFunction<Integer> means = draws -> permutation(Statistic.MEAN, draws, certified, candidate);
        ToDoubleFunction<Integer> mmd =
                draws -> new MmdHamming(draws, 1).test(before, after).p();
        return List.of(
                new Engine("permutation, means; " + tasks, "permutation-means", means),
                new Engine("the same, NumPy by Holdfast's method", "permutation-means-tables", means),
                new Engine(
                        "permutation, means; 100 tasks, K = 50, J = 50",
                        "permutation-means-50",
                        draws -> permutation(Statistic.MEAN, draws, certified50, candidate50)),
                new Engine(
                        "permutation, P95; " + tasks,
                        "permutation-p95",
                        draws -> permutation(Statistic.P95, draws, certified, candidate)),
                new Engine(
                        "BCa bootstrap, means; " + tasks, "bootstrap-means", draws -> bootstrap(Statistic.MEAN, draws)),
                new Engine(
                        "bootstrap, P95 (BCa against percentile); " + tasks,
                        "bootstrap-p95",
                        draws -> bootstrap(Statistic.P95, draws)),
                new Engine("MMD; 100 prompts, 5 + 5 completions of 200 symbols", "mmd", mmd),
                new Engine("the same, NumPy by Holdfast's method", "mmd-tables", mmd),
                new Engine(
                        "MMD; 25 prompts, 10 + 10 completions of 200 symbols",
                        "mmd-10",
                        draws ->
                                new MmdHamming(draws, 1).test(before10, after10).p()));
    }

    private static double permutation(Statistic statistic, int draws, double[][] certified, double[][] candidate) {
        return new WithinTaskPermutation(statistic, false, draws, 1)
                .test(certified, candidate)
                .pLess();
    }

    private double bootstrap(Statistic statistic, int draws) {
        return new ClusterBootstrap(statistic, draws, 1)
                .difference(certified, candidate)
                .interval(0.95)
                .low();
    }

    private String row(Engine engine) throws IOException {
        try (var one = new ForkJoinPool(1)) {
            Runnable alone =
                    () -> one.submit(() -> engine.run.applyAsDouble(DRAWS)).join();
            for (int i = 0; i < WARM_UP; i++) {
                engine.run.applyAsDouble(DRAWS);
                alone.run();
            }
            double numPyPeak = python.ask(engine.name, DRAWS, "memory").figure();
            double allocated = allocated(alone);
            var all = new double[rounds];
            var oneCore = new double[rounds];
            var single = new double[rounds];
            var numPy = new double[rounds];
            var numPyCpu = new double[rounds];
            double result = 0;
            for (int round = 0; round < rounds; round++) {
                all[round] = milliseconds(() -> engine.run.applyAsDouble(DRAWS));
                oneCore[round] = milliseconds(alone);
                single[round] = cpuMilliseconds(alone);
                Python.Answer answer = python.ask(engine.name, DRAWS, "time");
                numPy[round] = 1e3 * answer.figure();
                numPyCpu[round] = 1e3 * answer.cpu();
                result = answer.result();
            }
            return String.format(
                    Locale.ROOT,
                    "| %s (%.4f, %.4f) | %.2f | %.2f | %.2f | %.1f | %.1f | %.1f | %.1f | %.2f | %.2f | %.1f | %.1f |",
                    engine.title,
                    engine.run.applyAsDouble(DRAWS),
                    result,
                    median(all),
                    median(oneCore),
                    median(single),
                    median(numPy),
                    median(numPyCpu),
                    median(ratios(numPy, all)),
                    median(ratios(numPyCpu, single)),
                    DRAWS / median(all) / 1e3,
                    DRAWS / median(oneCore) / 1e3,
                    allocated,
                    numPyPeak);
        }
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    /// Of the processor, for all threads together: what else runs on the machine hardly counts.
    private static double cpuMilliseconds(Runnable work) {
        var system = (com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        long start = system.getProcessCpuTime();
        for (int call = 0; call < CPU_CALLS; call++) {
            work.run();
        }
        return (system.getProcessCpuTime() - start) / 1e6 / CPU_CALLS;
    }

    /// MiB allocated in all threads during one call: the peak cannot be more.
    private static double allocated(Runnable work) {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        work.run();
        return (threads.getTotalThreadAllocatedBytes() - before) / (double) (1 << 20);
    }

    private static double[] ratios(double[] numerators, double[] denominators) {
        return IntStream.range(0, numerators.length)
                .mapToDouble(i -> numerators[i] / denominators[i])
                .toArray();
    }

    private static double median(double[] values) {
        return Statistic.MEDIAN.of(new double[][] {values});
    }

    private Path inputsOnDisk() throws IOException {
        Path folder = Files.createTempDirectory("holdfast-speed");
        write(folder, "certified", certified);
        write(folder, "candidate", candidate);
        write(folder, "certified-50", certified50);
        write(folder, "candidate-50", candidate50);
        write(folder, "before", before);
        write(folder, "after", after);
        write(folder, "before-10", before10);
        write(folder, "after-10", after10);
        return folder;
    }

    private static void write(Path folder, String name, double[][] rows) throws IOException {
        Files.write(
                folder.resolve(name + ".csv"),
                Arrays.stream(rows)
                        .map(row ->
                                Arrays.stream(row).mapToObj(Double::toString).collect(Collectors.joining(",")))
                        .toList());
    }

    private static void write(Path folder, String name, int[][][] prompts) throws IOException {
        var rows = new ArrayList<String>();
        for (int[][] prompt : prompts) {
            for (int[] completion : prompt) {
                rows.add(Arrays.stream(completion).mapToObj(Integer::toString).collect(Collectors.joining(",")));
            }
        }
        Files.write(folder.resolve(name + ".csv"), rows);
        Files.writeString(folder.resolve(name + ".prompts"), String.valueOf(prompts.length));
    }
}
