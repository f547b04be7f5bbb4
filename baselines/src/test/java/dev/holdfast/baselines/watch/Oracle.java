package dev.holdfast.baselines.watch;

import java.util.Arrays;
import java.util.SplittableRandom;

/// The best watch one could have: it knows each task's true behaviour and the size of the drop, and nothing has to be
/// learned.
final class Oracle {

    private static final int PATHS = 200;

    private final Agent agent;
    private final double threshold;

    private Oracle(Agent agent, double threshold) {
        this.agent = agent;
        this.threshold = threshold;
    }

    static Oracle of(Agent agent, AlarmBudget budget, SplittableRandom random) {
        double[] peaks = new double[PATHS];
        for (int path = 0; path < PATHS; path++) {
            double sum = 0;
            for (int run = 0; run < budget.runs(); run++) {
                sum = (sum + 1) * Math.exp(logRatio(agent, false, random));
                peaks[path] = Math.max(peaks[path], sum);
            }
        }
        Arrays.sort(peaks);
        return new Oracle(agent, peaks[(int) (PATHS * (1 - budget.falseAlarms()))]);
    }

    /// The first run in alarm, or one more than `runs`.
    int firstAlarm(int cleanRuns, int runs, SplittableRandom random) {
        double sum = 0;
        for (int run = 1; run <= runs; run++) {
            sum = (sum + 1) * Math.exp(logRatio(agent, run > cleanRuns, random));
            if (sum > threshold) {
                return run;
            }
        }
        return runs + 1;
    }

    private static double logRatio(Agent agent, boolean drifted, SplittableRandom random) {
        double sum = 0;
        for (int task = 0; task < agent.tasks(); task++) {
            sum += agent.logRatio(task, agent.measure(task, drifted, random));
        }
        return sum;
    }
}
