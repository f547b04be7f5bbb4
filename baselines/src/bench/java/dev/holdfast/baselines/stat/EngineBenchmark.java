package dev.holdfast.baselines.stat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Milliseconds that one call of an engine takes; suites as in docs/statistics/speed.md.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EngineBenchmark {
    private static final int DRAWS = 10_000;

    private final EngineInputs inputs = new EngineInputs(1);
    private final List<TaskCounts> thousand = inputs.counts(1_000, 10, 1);
    private final List<TaskCounts> hundredThousand = inputs.counts(100_000, 10, 1);
    private final List<TaskCounts> tenReplays = inputs.counts(100_000, 10, 10);
    private final List<TaskCounts> manyReplays = inputs.counts(1_000, 1_000, 1_000);
    private final List<TaskCounts> uneven = inputs.unevenCounts(100_000);
    private final double[][] certified = inputs.scores(100, 10);
    private final double[][] candidate = inputs.scores(100, 5);
    private final int[][][] before = inputs.completions(100, 5);
    private final int[][][] after = inputs.completions(100, 5);

    @Benchmark
    public Tail exactOf1000TasksK10J1() {
        return StratifiedExactTest.fewerSuccesses(thousand);
    }

    @Benchmark
    public Tail exactOf100000TasksK10J1() {
        return StratifiedExactTest.fewerSuccesses(hundredThousand);
    }

    @Benchmark
    public Tail exactOf100000TasksK10J10() {
        return StratifiedExactTest.fewerSuccesses(tenReplays);
    }

    @Benchmark
    public Tail exactOf1000TasksK1000J1000() {
        return StratifiedExactTest.fewerSuccesses(manyReplays);
    }

    @Benchmark
    public Tail exactOf100000UnevenTasks() {
        return StratifiedExactTest.fewerSuccesses(uneven);
    }

    @Benchmark
    public WithinTaskPermutation.Result permutationOfMeans() {
        return new WithinTaskPermutation(Statistic.MEAN, false, DRAWS, 1).test(certified, candidate);
    }

    @Benchmark
    public WithinTaskPermutation.Result permutationOfP95() {
        return new WithinTaskPermutation(Statistic.P95, false, DRAWS, 1).test(certified, candidate);
    }

    @Benchmark
    public Interval bootstrapOfMeans() {
        return new ClusterBootstrap(Statistic.MEAN, DRAWS, 1)
                .difference(certified, candidate)
                .interval(0.95);
    }

    @Benchmark
    public Interval bootstrapOfP95() {
        return new ClusterBootstrap(Statistic.P95, DRAWS, 1)
                .difference(certified, candidate)
                .interval(0.95);
    }

    @Benchmark
    public MmdHamming.Result mmd() {
        return new MmdHamming(DRAWS, 1).test(before, after);
    }
}
