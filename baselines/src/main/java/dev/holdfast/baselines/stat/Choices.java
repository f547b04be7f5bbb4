package dev.holdfast.baselines.stat;

/// All choices of a task's smaller group from its replays, with the part of each in the sum.
final class Choices {
    private final RelabelledSum.Task task;
    private final int[] order;
    private final double[] parts;
    private int made;

    Choices(RelabelledSum.Task task) {
        this.task = task;
        this.order = new int[task.replays()];
        this.parts = new double[count(task.replays(), task.smaller(), Integer.MAX_VALUE - 1)];
    }

    /// The number of choices, or one more than `most` where there are more.
    static int count(int replays, int chosen, int most) {
        double count = 1;
        for (int i = 1; i <= chosen && count <= most; i++) {
            // whole after each step: a binomial coefficient
            count = count * (replays - chosen + i) / i;
        }
        return (int) Math.min(count, most + 1.0);
    }

    /// The part of every choice, the observed one first.
    double[] parts() {
        choose(0, 0);
        return parts;
    }

    /// Fills places from `place` on with replays from number `from` on, in every ascending way.
    private void choose(int place, int from) {
        if (place == task.smaller()) {
            parts[made++] = task.part().of(order);
            return;
        }
        for (int replay = from; replay <= order.length - (task.smaller() - place); replay++) {
            order[place] = replay;
            choose(place + 1, replay + 1);
        }
    }
}
