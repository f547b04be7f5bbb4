package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A statistic that is a sum over tasks, under random relabellings of the replays within every task.
///
/// Which replays fall to the smaller of a task's two groups decides the task's part in the sum. Where a task has few
/// such choices, the part of each is computed once, and to draw is to pick one of them: choices are equally likely.
/// Tasks on which every choice gives the same part are added up beforehand and cost nothing. Of a task with too many
/// choices for that a [ListedSubset] is drawn, of one with too many for a list a [RandomSubset].
final class RelabelledSum implements Replicates.BlockDraw {
    /// Numbers in all tables together: 32 MiB. They are used one after the other, so they need not fit a cache.
    private static final int MOST_NUMBERS = 1 << 22;

    /// Sums nearer to their mean than so many standard deviations have no small bound.
    private static final double WORTH_A_BOUND = 5;

    /// The part of one task in the sum.
    @FunctionalInterface
    interface Part {
        /// The part under one choice of the smaller group.
        ///
        /// @param chosen a bit for each replay by its number, set for those that make up the smaller group
        double of(long[] chosen);

        /// Adds the parts under choices of at most 64 replays, a bit for each, to sums of which the first is at `from`.
        default void addTo(double[] sums, int from, long[] choices) {
            var chosen = new long[1];
            for (int i = 0; i < choices.length; i++) {
                chosen[0] = choices[i];
                sums[from + i] += of(chosen);
            }
        }

        /// The same part for somebody who asks so often that preparing tables pays.
        default Part tabled() {
            return this;
        }
    }

    /// One task: its replays are numbered from 0, the first `smaller` of them are the smaller group in the data.
    record Task(int replays, int smaller, Part part) {
        private double observed() {
            var first = new long[RandomSubset.words(replays)];
            for (int replay = 0; replay < smaller; replay++) {
                choose(first, replay);
            }
            return part.of(first);
        }

        /// The part of every choice of the smaller group, the observed one first.
        ///
        /// @param listed the choices, one after the other
        double[] parts(int[] listed) {
            var parts = new double[listed.length / smaller];
            if (replays <= Long.SIZE) {
                part.addTo(parts, 0, inOneWord(listed, parts.length));
                return parts;
            }
            var chosen = new long[RandomSubset.words(replays)];
            for (int i = 0; i < parts.length; i++) {
                Arrays.fill(chosen, 0);
                for (int place = i * smaller; place < (i + 1) * smaller; place++) {
                    choose(chosen, listed[place]);
                }
                parts[i] = part.of(chosen);
            }
            return parts;
        }

        private long[] inOneWord(int[] listed, int choices) {
            var bits = new long[choices];
            int place = 0;
            for (int i = 0; i < choices; i++) {
                for (int member = 0; member < smaller; member++) {
                    bits[i] |= 1L << listed[place++];
                }
            }
            return bits;
        }

        private static void choose(long[] chosen, int replay) {
            chosen[replay >>> 6] |= 1L << replay;
        }
    }

    /// A task of which choices are drawn.
    private record Drawn(Task task, Part part, Optional<ListedSubset> listed) {
        void addTo(double[] sums, int from, int to, Dice dice) {
            if (listed.isPresent()) {
                var choices = new long[to - from];
                listed.get().fill(choices, dice);
                part.addTo(sums, from, choices);
                return;
            }
            var subset = new RandomSubset(task.replays, task.smaller);
            for (int i = from; i < to; i++) {
                sums[i] += part.of(subset.next(dice));
            }
        }
    }

    private final Drawn[] drawn;
    private final double[][] tables;
    private final double settled;
    private final double observed;

    RelabelledSum(Task[] tasks) {
        boolean[] isTabled = tabled(tasks);
        var choices = new Choices.Lists();
        int[][] listed = IntStream.range(0, tasks.length)
                .mapToObj(i -> isTabled[i] ? choices.of(tasks[i].replays(), tasks[i].smaller()) : new int[0])
                .toArray(int[][]::new);
        double[][] all = IntStream.range(0, tasks.length)
                .parallel()
                .mapToObj(i -> isTabled[i] ? tasks[i].parts(listed[i]) : new double[0])
                .toArray(double[][]::new);
        double constant = 0;
        double varying = 0;
        for (int i = 0; i < tasks.length; i++) {
            if (isTabled[i] && isConstant(all[i])) {
                constant += all[i][0];
                all[i] = new double[0];
            } else {
                varying += tasks[i].observed();
            }
        }
        this.drawn = drawn(IntStream.range(0, tasks.length)
                .filter(i -> !isTabled[i])
                .mapToObj(i -> tasks[i])
                .toList());
        this.tables = Arrays.stream(all).filter(table -> table.length > 0).toArray(double[][]::new);
        this.settled = constant;
        this.observed = constant + varying;
    }

    /// The sum in the data.
    double observed() {
        return observed;
    }

    /// A bound for the chance of a sum at least as far from its mean, on the same side, as that of the data:
    /// Chernoff's,
    /// exact but for its one parameter, which is the best one for a normal sum. 1 where not all parts are tabled.
    double chernoff() {
        double deviation = observed - settled;
        double variance = 0;
        for (double[] table : tables) {
            double mean = Arrays.stream(table).average().orElseThrow();
            deviation -= mean;
            variance += squares(table, mean) / table.length;
        }
        double tilt = deviation / variance;
        if (drawn.length > 0 || !(Math.abs(deviation) > WORTH_A_BOUND * Math.sqrt(variance))) {
            return 1;
        }
        double log = -tilt * (observed - settled);
        for (double[] table : tables) {
            log += logOfMeanExponential(table, tilt);
        }
        return Math.min(1, Math.exp(log));
    }

    private static double squares(double[] table, double mean) {
        double sum = 0;
        for (double part : table) {
            sum += (part - mean) * (part - mean);
        }
        return sum;
    }

    private static double logOfMeanExponential(double[] table, double tilt) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double part : table) {
            largest = Math.max(largest, tilt * part);
        }
        double sum = 0;
        for (double part : table) {
            sum += Math.exp(tilt * part - largest);
        }
        return largest + Math.log(sum / table.length);
    }

    @Override
    public void fill(double[] sums, int from, int to, Dice dice) {
        Arrays.fill(sums, from, to, settled);
        // task by task and not draw by draw, so that a table stays near while it is used
        var picks = new int[to - from];
        for (double[] table : tables) {
            dice.fill(picks, picks.length, table.length);
            for (int i = 0; i < picks.length; i++) {
                sums[from + i] += table[picks[i]];
            }
        }
        for (Drawn task : drawn) {
            task.addTo(sums, from, to, dice);
        }
    }

    private static Drawn[] drawn(List<Task> tasks) {
        Map<Long, ListedSubset> byShape = new HashMap<>();
        return tasks.stream()
                .map(task -> new Drawn(task, task.part.tabled(), listed(task, byShape)))
                .toArray(Drawn[]::new);
    }

    private static Optional<ListedSubset> listed(Task task, Map<Long, ListedSubset> byShape) {
        return ListedSubset.isPossible(task.replays, task.smaller)
                ? Optional.of(byShape.computeIfAbsent(
                        (long) task.replays << Integer.SIZE | task.smaller,
                        _ -> new ListedSubset(task.replays, task.smaller)))
                : Optional.empty();
    }

    private static boolean[] tabled(Task[] tasks) {
        var isTabled = new boolean[tasks.length];
        long numbers = 0;
        for (int i = 0; i < tasks.length; i++) {
            int choices = Choices.count(tasks[i].replays(), tasks[i].smaller(), Choices.MOST);
            isTabled[i] = choices <= Choices.MOST && numbers + choices <= MOST_NUMBERS;
            numbers += isTabled[i] ? choices : 0;
        }
        return isTabled;
    }

    private static boolean isConstant(double[] table) {
        return Arrays.stream(table).allMatch(part -> part == table[0]);
    }
}
