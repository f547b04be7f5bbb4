package dev.holdfast.baselines.stat;

import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.SplittableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/// Random replicates of a statistic on all cores; the numbers depend on the seed alone, never on the count of
/// threads.
///
/// Replicates are drawn in blocks of fixed size, each with a generator split off the seed's in order and with its
/// own workspace, so it does not matter who draws a block or when.
final class Replicates {
    static final int BLOCK = 64;

    /// Draws one value of the statistic; may keep and reuse a workspace between draws, so it belongs to one
    /// thread.
    @FunctionalInterface
    interface Draw {
        double next(UniformRandomProvider random);
    }

    private final SplittableUniformRandomProvider root;
    private final Supplier<Draw> workspaces;

    Replicates(long seed, Supplier<Draw> workspaces) {
        this.root = (SplittableUniformRandomProvider) RandomSource.L64_X128_MIX.create(seed);
        this.workspaces = workspaces;
    }

    static double[] of(int count, long seed, Supplier<Draw> workspaces) {
        return new Replicates(seed, workspaces).next(count);
    }

    /// The next replicates; successive calls go on where the last one stopped, rounded up to whole blocks.
    double[] next(int count) {
        int blocks = Math.ceilDiv(count, BLOCK);
        SplittableUniformRandomProvider[] generators =
                root.splits(blocks).sequential().toArray(SplittableUniformRandomProvider[]::new);
        var replicates = new double[count];
        IntStream.range(0, blocks).parallel().forEach(block -> fill(replicates, block * BLOCK, generators[block]));
        return replicates;
    }

    private void fill(double[] replicates, int from, UniformRandomProvider random) {
        Draw draw = workspaces.get();
        int end = Math.min(replicates.length, from + BLOCK);
        for (int i = from; i < end; i++) {
            replicates[i] = draw.next(random);
        }
    }
}
