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

    /// Draws a block of values of the statistic, from `from` up to `to`; may keep and reuse a workspace, so it
    /// belongs to one thread.
    @FunctionalInterface
    interface BlockDraw {
        void fill(double[] replicates, int from, int to, Dice dice);
    }

    /// Draws one value.
    @FunctionalInterface
    interface Draw {
        double next(Dice dice);

        /// A block value by value.
        default BlockDraw oneByOne() {
            return (replicates, from, to, dice) -> {
                for (int i = from; i < to; i++) {
                    replicates[i] = next(dice);
                }
            };
        }
    }

    private final SplittableUniformRandomProvider root;
    private final Supplier<? extends BlockDraw> workspaces;

    Replicates(long seed, Supplier<? extends BlockDraw> workspaces) {
        this.root = (SplittableUniformRandomProvider) RandomSource.L64_X128_MIX.create(seed);
        this.workspaces = workspaces;
    }

    static double[] of(int count, long seed, Supplier<? extends BlockDraw> workspaces) {
        return new Replicates(seed, workspaces).next(count);
    }

    /// The next replicates; successive calls go on where the last one stopped, rounded up to whole blocks.
    double[] next(int count) {
        int blocks = Math.ceilDiv(count, BLOCK);
        UniformRandomProvider[] generators = root.splits(blocks).sequential().toArray(UniformRandomProvider[]::new);
        var replicates = new double[count];
        IntStream.range(0, blocks).parallel().forEach(block -> {
            int from = block * BLOCK;
            int to = Math.min(count, from + BLOCK);
            workspaces.get().fill(replicates, from, to, new Dice(generators[block]));
        });
        return replicates;
    }
}
