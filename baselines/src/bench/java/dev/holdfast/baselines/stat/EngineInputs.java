package dev.holdfast.baselines.stat;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Made-up suites of several sizes for timing; the same ones for the same seed.
final class EngineInputs {
    private final RandomGenerator random;

    EngineInputs(long seed) {
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /// Tasks of every difficulty with a drop of a hundredth.
    List<TaskCounts> counts(int tasks, int replicates, int replays) {
        return IntStream.range(0, tasks)
                .mapToObj(_ -> counts(replicates, replays))
                .toList();
    }

    /// Every task has other numbers of replays, so that hardly any two strata are alike.
    List<TaskCounts> unevenCounts(int tasks) {
        return IntStream.range(0, tasks)
                .mapToObj(_ -> counts(random.nextInt(1, 51), random.nextInt(1, 21)))
                .toList();
    }

    private TaskCounts counts(int replicates, int replays) {
        double rate = random.nextDouble();
        int certified = successes(replicates, rate);
        return new TaskCounts(certified, replicates, successes(replays, rate * 0.99), replays);
    }

    private int successes(int replays, double rate) {
        return (int) random.doubles(replays).filter(x -> x < rate).count();
    }

    /// Every score is another number.
    double[][] scores(int tasks, int replays) {
        return IntStream.range(0, tasks)
                .mapToObj(_ -> random.doubles(replays).toArray())
                .toArray(double[][]::new);
    }

    /// Completions of 200 symbols from an alphabet of 30.
    int[][][] completions(int prompts, int samples) {
        return IntStream.range(0, prompts)
                .mapToObj(_ -> IntStream.range(0, samples)
                        .mapToObj(_ -> random.ints(200, 0, 30).toArray())
                        .toArray(int[][]::new))
                .toArray(int[][][]::new);
    }
}
