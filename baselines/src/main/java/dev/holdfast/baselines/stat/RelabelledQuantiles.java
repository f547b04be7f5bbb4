package dev.holdfast.baselines.stat;

import java.util.Arrays;

/// The difference candidate − certified of a quantile pooled over tasks, under random relabellings within every task.
///
/// Values are sorted once. A labelling is then one bit a value, in the order of size, and a quantile of either side
/// is found by counting bits.
final class RelabelledQuantiles implements Replicates.Draw {
    private final double probability;
    private final TaskScores scores;
    private final Layout layout;
    private final long[] isCandidate;

    /// What does not change from draw to draw.
    ///
    /// @param sorted   all values by size
    /// @param ranks    by task the places of its values among them, those of its smaller group first
    /// @param smaller  by task the size of its smaller group
    /// @param choices  by task all choices of a smaller group, one after the other; empty where there are too many
    /// @param unchosen bits of the values that are the candidate's unless they are chosen
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Layout(double[] sorted, int[][] ranks, int[] smaller, int[][] choices, long[] unchosen) {
        static Layout of(TaskScores scores) {
            double[] values = scores.copyOfValues();
            int[] ascending = Ranking.ascending(values);
            var sorted = new double[values.length];
            var rankOf = new int[values.length];
            for (int rank = 0; rank < values.length; rank++) {
                sorted[rank] = values[ascending[rank]];
                rankOf[ascending[rank]] = rank;
            }
            int tasks = scores.tasks();
            var layout = new Layout(
                    sorted, new int[tasks][], new int[tasks], new int[tasks][], new long[bits(values.length)]);
            var lists = new Choices.Lists();
            for (int task = 0; task < tasks; task++) {
                layout.place(task, scores, rankOf, lists);
            }
            return layout;
        }

        private void place(int task, TaskScores scores, int[] rankOf, Choices.Lists lists) {
            int[] certified = Arrays.copyOfRange(rankOf, scores.start(task), scores.split(task));
            int[] candidate = Arrays.copyOfRange(rankOf, scores.split(task), scores.end(task));
            boolean candidateIsSmaller = candidate.length <= certified.length;
            int[] first = candidateIsSmaller ? candidate : certified;
            int[] second = candidateIsSmaller ? certified : candidate;
            int[] both = Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, both, first.length, second.length);
            ranks[task] = both;
            smaller[task] = first.length;
            choices[task] = lists.of(both.length, first.length);
            if (!candidateIsSmaller) {
                Arrays.stream(both).forEach(rank -> unchosen[rank >>> 6] |= 1L << rank);
            }
        }

        static int bits(int values) {
            return Math.ceilDiv(values, Long.SIZE);
        }
    }

    private RelabelledQuantiles(double probability, TaskScores scores, Layout layout) {
        this.probability = probability;
        this.scores = scores;
        this.layout = layout;
        this.isCandidate = new long[layout.unchosen.length];
    }

    static RelabelledQuantiles of(double probability, TaskScores scores) {
        return new RelabelledQuantiles(probability, scores, Layout.of(scores));
    }

    /// The same data, labelled as they are, for another thread.
    RelabelledQuantiles copy() {
        return new RelabelledQuantiles(probability, scores, layout);
    }

    /// The difference in the data.
    double observed() {
        reset();
        for (int task = 0; task < layout.ranks.length; task++) {
            for (int i = 0; i < layout.smaller[task]; i++) {
                flip(layout.ranks[task][i]);
            }
        }
        return difference();
    }

    /// Relabels at random.
    @Override
    public double next(Dice dice) {
        reset();
        for (int task = 0; task < layout.ranks.length; task++) {
            int[] places = layout.ranks[task];
            int[] choices = layout.choices[task];
            int chosen = layout.smaller[task];
            if (choices.length == 0) {
                flipAll(places, new RandomSubset(places.length, chosen).next(dice));
            } else {
                int start = chosen * dice.below(choices.length / chosen);
                for (int i = start; i < start + chosen; i++) {
                    flip(places[choices[i]]);
                }
            }
        }
        return difference();
    }

    private void flipAll(int[] places, long[] chosen) {
        for (int word = 0; word < chosen.length; word++) {
            for (long left = chosen[word]; left != 0; left &= left - 1) {
                flip(places[word * Long.SIZE + Long.numberOfTrailingZeros(left)]);
            }
        }
    }

    private void reset() {
        System.arraycopy(layout.unchosen, 0, isCandidate, 0, isCandidate.length);
    }

    private void flip(int rank) {
        isCandidate[rank >>> 6] ^= 1L << rank;
    }

    private double difference() {
        return quantile(0, scores.candidateSize()) - quantile(-1, scores.certifiedSize());
    }

    /// Type 7 of Hyndman and Fan (1996), like [Statistic].
    ///
    /// @param flip 0 for the side whose bits are set, −1 for the other
    private double quantile(long flip, int size) {
        double position = probability * (size - 1);
        int below = (int) position;
        int rank = select(flip, below);
        double low = layout.sorted[rank];
        return position == below ? low : low + (position - below) * (layout.sorted[next(flip, rank + 1)] - low);
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
