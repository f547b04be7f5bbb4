package dev.holdfast.baselines.stat;

import java.util.Arrays;

/// The difference candidate − certified of a quantile pooled over tasks, under random relabellings within every task.
///
/// Values are sorted once. A labelling is then one bit a value, in the order of size, and a quantile of either side
/// is found by counting bits.
final class RelabelledQuantiles implements Replicates.Draw {
    private final double probability;
    private final TaskScores scores;
    private final double[] sorted;
    private final int[] ranks;
    private final long[] isCandidate;

    private RelabelledQuantiles(double probability, TaskScores scores, double[] sorted, int[] ranks) {
        this.probability = probability;
        this.scores = scores;
        this.sorted = sorted;
        this.ranks = ranks;
        this.isCandidate = new long[Math.ceilDiv(sorted.length, Long.SIZE)];
    }

    static RelabelledQuantiles of(double probability, TaskScores scores) {
        double[] values = scores.copyOfValues();
        int[] ascending = Ranking.ascending(values);
        var sorted = new double[values.length];
        var ranks = new int[values.length];
        for (int rank = 0; rank < values.length; rank++) {
            sorted[rank] = values[ascending[rank]];
            ranks[ascending[rank]] = rank;
        }
        return new RelabelledQuantiles(probability, scores, sorted, ranks);
    }

    /// The same data, as labelled in the beginning, for another thread.
    RelabelledQuantiles copy() {
        return new RelabelledQuantiles(probability, scores, sorted, ranks.clone());
    }

    /// Relabels at random.
    @Override
    public double next(Dice dice) {
        for (int task = 0; task < scores.tasks(); task++) {
            shuffle(scores.start(task), scores.split(task), scores.end(task), dice);
        }
        return difference();
    }

    /// The difference under the present labels.
    double difference() {
        Arrays.fill(isCandidate, 0);
        for (int task = 0; task < scores.tasks(); task++) {
            for (int i = scores.split(task); i < scores.end(task); i++) {
                isCandidate[ranks[i] >>> 6] |= 1L << ranks[i];
            }
        }
        return quantile(0, scores.candidateSize()) - quantile(-1, scores.certifiedSize());
    }

    /// Draws the smaller of a task's two groups at random; the larger one is what remains.
    private void shuffle(int start, int split, int end, Dice dice) {
        if (end - split <= split - start) {
            for (int i = end - 1; i >= split; i--) {
                swap(i, start + dice.below(i + 1 - start));
            }
        } else {
            for (int i = start; i < split; i++) {
                swap(i, i + dice.below(end - i));
            }
        }
    }

    private void swap(int i, int j) {
        int kept = ranks[i];
        ranks[i] = ranks[j];
        ranks[j] = kept;
    }

    /// Type 7 of Hyndman and Fan (1996), like [Statistic].
    ///
    /// @param flip 0 for the side whose bits are set, −1 for the other
    private double quantile(long flip, int size) {
        double position = probability * (size - 1);
        int below = (int) position;
        int rank = select(flip, below);
        double low = sorted[rank];
        return position == below ? low : low + (position - below) * (sorted[next(flip, rank + 1)] - low);
    }

    /// Place of the bit with so many before it.
    private int select(long flip, int before) {
        int left = before;
        int word = 0;
        int here = Long.bitCount(isCandidate[0] ^ flip);
        while (here <= left) {
            left -= here;
            word++;
            here = Long.bitCount(isCandidate[word] ^ flip);
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(Long.expand(1L << left, isCandidate[word] ^ flip));
    }

    /// The first bit from a place on.
    private int next(long flip, int from) {
        int word = from >>> 6;
        long bits = (isCandidate[word] ^ flip) & (-1L << from);
        while (bits == 0) {
            word++;
            bits = isCandidate[word] ^ flip;
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
    }
}
