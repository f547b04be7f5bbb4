package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.watch.Scale;
import dev.holdfast.baselines.watch.Tallies;
import dev.holdfast.baselines.watch.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Tasks that are worth a number, such as seconds or grades: new replays scatter around the task's certified mean
/// as its certified replays do.
///
/// Quantities scatter by ratio, grades by difference. How a task scatters is known from few replays only, so each
/// simulated task takes one more deviation from another one, and its mean is off by what so few replays leave open.
/// A drift makes every quantity worse by the same ratio; of grades it makes every fifth worse by five times as much.
///
/// @param shared how much tasks of one cluster go together
/// @param values by task: certified values, two at least; for grades 1 is good
// arrays, because nobody compares suites and boxed numbers would double the time of a simulation
@SuppressWarnings("ArrayRecordComponent")
record Values(Scale scale, double[][] values, double level, boolean riseIsHarm, SharedNoise shared)
        implements Behaviour {
    private static final double SLIPPING = 0.2;

    @Override
    public int tasks() {
        return values.length;
    }

    @Override
    public Drawn draw(Design design, double size, SplittableRandom random) {
        var certified = new TreeMap<String, Tally>();
        var tasks = new Task[design.tasks()];
        var clusters = new int[tasks.length];
        for (var i = 0; i < tasks.length; i++) {
            var like = design.like(i, values.length, random);
            var known = values[like];
            clusters[i] = shared.clusterOf(i, like, design);
            var task = task(known, random);
            tasks[i] = task;
            var all = Arrays.copyOf(known, known.length + design.extra());
            for (var extra = known.length; extra < all.length; extra++) {
                all[extra] = value(task, random.nextDouble());
            }
            certified.put("task-" + i, scale.tally(all));
        }
        return new Suite(this, design, new Tallies(certified), List.of(tasks), clusters, size);
    }

    @Override
    public double certifiedReplays() {
        return Arrays.stream(values).mapToInt(known -> known.length).average().orElse(0);
    }

    private Task task(double[] known, SplittableRandom random) {
        var own = deviations(known);
        var deviations = Arrays.copyOf(own, own.length + 1);
        var other = deviations(values[random.nextInt(values.length)]);
        deviations[own.length] = other[random.nextInt(other.length)];
        var off = deviations[random.nextInt(deviations.length)] / Math.sqrt(known.length);
        Arrays.sort(deviations);
        return new Task(mean(known) + off, deviations);
    }

    /// @param chance which of the task's deviations, from the least to the largest
    private double value(Task task, double chance) {
        var value = task.centre + task.deviations[(int) (chance * task.deviations.length)];
        return isRatio() ? Math.exp(value) : Math.clamp(value, 0, 1);
    }

    private double drifted(double value, double size, SplittableRandom random) {
        if (isRatio()) {
            return value * (riseIsHarm ? 1 + size / level : Math.max(0.01, 1 - size / level));
        }
        return random.nextDouble() < SLIPPING ? Math.max(0, value - size / SLIPPING) : value;
    }

    private boolean isRatio() {
        return scale.kind() == Scale.Kind.POSITIVE;
    }

    private double mean(double[] known) {
        return Arrays.stream(known).map(this::onScale).average().orElse(0);
    }

    /// Inflated, because deviations from a mean of few are smaller than those from the truth.
    private double[] deviations(double[] known) {
        var mean = mean(known);
        var inflation = Math.sqrt(known.length / (known.length - 1.0));
        return Arrays.stream(known)
                .map(value -> (onScale(value) - mean) * inflation)
                .toArray();
    }

    private double onScale(double value) {
        return isRatio() ? Math.log(value) : value;
    }

    private record Task(double centre, double[] deviations) {}

    private record Suite(Values of, Design design, Tallies certified, List<Task> tasks, int[] clusters, double size)
            implements Drawn {
        @Override
        public Tallies run(boolean drifted, SplittableRandom random) {
            var values = new double[tasks.size()][design.repeats()];
            for (var j = 0; j < design.repeats(); j++) {
                var replay = of.shared.replay(clusters, random);
                for (var i = 0; i < values.length; i++) {
                    var value = of.value(tasks.get(i), replay[i]);
                    values[i][j] = drifted ? of.drifted(value, size, random) : value;
                }
            }
            var run = new TreeMap<String, Tally>();
            for (var i = 0; i < values.length; i++) {
                run.put("task-" + i, of.scale.tally(values[i]));
            }
            return new Tallies(run);
        }
    }
}
