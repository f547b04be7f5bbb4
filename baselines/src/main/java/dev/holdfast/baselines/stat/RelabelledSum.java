package dev.holdfast.baselines.stat;

import java.util.Arrays;
import java.util.stream.IntStream;

/// A statistic that is a sum over tasks, under random relabellings of the replays within every task.
///
/// Which replays fall to the smaller of a task's two groups decides the task's part in the sum. Where a task has few
/// such choices, the part of each is computed once, and to draw is to pick one of them: choices are equally likely.
/// Tasks on which every choice gives the same part are added up beforehand and cost nothing.
final class RelabelledSum implements Replicates.BlockDraw {
    /// Numbers in all tables together: 8 MiB, about what a processor's cache holds.
    private static final int MOST_NUMBERS = 1 << 20;

    /// The part of one task in the sum.
    @FunctionalInterface
    interface Part {
        /// The part under one choice of the smaller group.
        ///
        /// @param order replays by number, of which the first ones make up the smaller group
        double of(int[] order);
    }

    /// One task: its replays are numbered from 0, the first `smaller` of them are the smaller group in the data.
    record Task(int replays, int smaller, Part part) {
        private int[] inOrder() {
            return IntStream.range(0, replays).toArray();
        }

        private double observed() {
            return part.of(inOrder());
        }

        /// The part of every choice of the smaller group, the observed one first.
        ///
        /// @param listed the choices, one after the other
        double[] parts(int[] listed) {
            var parts = new double[listed.length / smaller];
            var order = new int[smaller];
            for (int i = 0; i < parts.length; i++) {
                System.arraycopy(listed, i * smaller, order, 0, smaller);
                parts[i] = part.of(order);
            }
            return parts;
        }
    }

    private final Task[] shuffled;
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
        this.shuffled = IntStream.range(0, tasks.length)
                .filter(i -> !isTabled[i])
                .mapToObj(i -> tasks[i])
                .toArray(Task[]::new);
        this.tables = Arrays.stream(all).filter(table -> table.length > 0).toArray(double[][]::new);
        this.settled = constant;
        this.observed = constant + varying;
    }

    /// The sum in the data.
    double observed() {
        return observed;
    }

    @Override
    public void fill(double[] sums, int from, int to, Dice dice) {
        Arrays.fill(sums, from, to, settled);
        // task by task and not draw by draw, so that a table stays near while it is used
        for (double[] table : tables) {
            for (int i = from; i < to; i++) {
                sums[i] += table[dice.below(table.length)];
            }
        }
        for (Task task : shuffled) {
            int[] order = task.inOrder();
            for (int i = from; i < to; i++) {
                dice.shuffle(order, task.smaller());
                sums[i] += task.part().of(order);
            }
        }
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
