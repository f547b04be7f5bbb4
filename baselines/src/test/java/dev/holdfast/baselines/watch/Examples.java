package dev.holdfast.baselines.watch;

import java.util.SplittableRandom;
import java.util.TreeMap;

/// Valid plans, certificates and runs.
final class Examples {

    static final AlarmBudget FIVE_PERCENT_IN_100_RUNS = new AlarmBudget(0.05, 100);

    private Examples() {}

    static WatchPlan plan(Scale scale) {
        return WatchPlan.of(scale, FIVE_PERCENT_IN_100_RUNS, Assurance.CALIBRATED, 1);
    }

    /// All `tasks` with the same tally, named `task-0`, `task-1`, …
    static Tallies each(int tasks, Tally tally) {
        TreeMap<String, Tally> byTask = new TreeMap<>();
        for (int task = 0; task < tasks; task++) {
            byTask.put("task-" + task, tally);
        }
        return new Tallies(byTask);
    }

    /// `failures` tasks fail and the others pass, once each.
    static Tallies failing(int failures, int tasks) {
        TreeMap<String, Tally> byTask =
                new TreeMap<>(each(tasks, Tally.ofSuccesses(1, 1)).byTask());
        byTask.putAll(each(failures, Tally.ofSuccesses(0, 1)).byTask());
        return new Tallies(byTask);
    }

    /// A watch after `runs` runs of an unchanged agent; the caller chooses a seed without a false alarm.
    static DetectorState watched(Agent agent, int replicates, int runs, SplittableRandom random) {
        DetectorState state = agent.watched(plan(agent.scale()), replicates, random);
        for (int run = 0; run < runs; run++) {
            state = Detector.next(state, agent.run(1, false, random)).state();
        }
        return state;
    }
}
