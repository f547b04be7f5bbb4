package dev.holdfast.baselines.plan;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/// Looks for the sizes that just keep the declared detection, by simulating each one that it tries.
///
/// More tasks, replays and certified replays are taken to help, which they do but for chance.
record DesignSearch(DelaySimulation simulation, Behaviour behaviour, Design now, double size, int within) {
    /// A drift counts as found within so many runs if nine of ten simulated agents are found.
    static final double SHARE = 0.9;

    private static final int PATHS = 100;
    private static final int MOST_TIMES_TASKS = 8;
    private static final int MOST_REPEATS = 12;
    private static final int MOST_EXTRA = 30;

    /// Promises of more replays than this in a run are not enlarged further: the answer would take minutes.
    private static final int MOST_REPLAYS = 4_000;

    /// Sizes are searched to one part in so many.
    private static final int FINE = 20;

    /// Tasks to have, more than now.
    OptionalInt moreTasks() {
        var most = Math.min(MOST_TIMES_TASKS * now.tasks(), MOST_REPLAYS / now.repeats());
        return least(now.tasks(), most, tasks -> finds(now.withTasks(tasks)));
    }

    OptionalInt moreRepeats() {
        var most = Math.min(MOST_REPEATS, MOST_REPLAYS / now.tasks());
        return least(now.repeats(), most, repeats -> finds(now.withRepeats(repeats)));
    }

    /// Certified replays to add.
    OptionalInt moreCertified() {
        return least(0, MOST_EXTRA, extra -> finds(now.withExtra(extra)));
    }

    /// Tasks that would do, fewer than now.
    OptionalInt fewerTasks() {
        return fewer(now.tasks(), tasks -> finds(now.withTasks(tasks)));
    }

    OptionalInt fewerRepeats() {
        return fewer(now.repeats(), repeats -> finds(now.withRepeats(repeats)));
    }

    /// The smallest multiple of `step` that is found within the declared runs.
    OptionalDouble smallest(double step, double most) {
        var steps = least(0, (int) Math.floor(most / step + 1e-9), n -> finds(now, n * step));
        return steps.isPresent() ? OptionalDouble.of(steps.getAsInt() * step) : OptionalDouble.empty();
    }

    private boolean finds(Design design) {
        return finds(design, size);
    }

    private boolean finds(Design design, double change) {
        return simulation.finds(behaviour, design, change, new DelaySimulation.Goal(within, SHARE, PATHS));
    }

    private static OptionalInt fewer(int from, IntPredicate enough) {
        var least = least(0, from, enough);
        return least.isPresent() && least.getAsInt() < from ? least : OptionalInt.empty();
    }

    /// The least number above `from` that is enough: by growing steps, then by halving.
    private static OptionalInt least(int from, int most, IntPredicate enough) {
        var low = from;
        var high = from;
        do {
            if (high >= most) {
                return OptionalInt.empty();
            }
            low = high;
            high = Math.min(most, Math.max(high + 1, high * 3 / 2));
        } while (!enough.test(high));
        while (high - low > Math.max(1, high / FINE)) {
            var middle = (low + high) / 2;
            if (enough.test(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalInt.of(high);
    }

    /// An alternative, if there is one.
    static Optional<Forecast.Advice> advice(Forecast.Lever lever, int from, OptionalInt to, OptionalDouble perDay) {
        return to.isPresent() ? Optional.of(new Forecast.Advice(lever, from, to.getAsInt(), perDay)) : Optional.empty();
    }
}
