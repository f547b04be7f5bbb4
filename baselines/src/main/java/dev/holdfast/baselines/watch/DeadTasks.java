package dev.holdfast.baselines.watch;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The evidence, task by task, that this one task has stopped passing: where every task is a coin, a few dead ones
/// hide from any sum over all tasks, but not from a look at each.
///
/// Null hypothesis: as in [RunSurprise], a run is a draw from the task's [Urn]. The likelihood ratio of "nineteen
/// replays of twenty fail" against that draw has mean 1 given the urn, so its sum over all times of change is an
/// e-detector, and so is the mean over tasks.
final class DeadTasks {

    /// A dead task still passes once in a while, by luck or by a kind grader.
    private static final double FAILS = 0.95;

    private static final int[] FAILURES = {1, 0};

    private DeadTasks() {}

    static SortedMap<String, Double> after(SortedMap<String, Double> sums, Tallies known, Tallies run, double ceiling) {
        TreeMap<String, Double> next = new TreeMap<>(sums);
        run.byTask().forEach((task, tally) -> {
            double sum = ShiftSums.MEMORY * sums.getOrDefault(task, 0.0) + 1;
            next.put(task, Math.min(ceiling, sum * ratio(Urn.of(known.on(task), tally))));
        });
        return Collections.unmodifiableSortedMap(next);
    }

    static double mean(SortedMap<String, Double> sums) {
        double sum = 0;
        for (double one : sums.values()) {
            sum += one;
        }
        return sums.isEmpty() ? 0 : sum / sums.size();
    }

    private static double ratio(Urn urn) {
        if (!urn.isInformative()) {
            return 1;
        }
        double[] unchanged = urn.chances(FAILURES);
        double[] dead = new double[unchanged.length];
        double possible = 0;
        for (int failures = 0; failures < dead.length; failures++) {
            dead[failures] = unchanged[failures] > 0 ? chanceIfDead(failures, urn.draws()) : 0;
            possible += dead[failures];
        }
        int failures = urn.drawnPoints(FAILURES);
        return dead[failures] / possible / unchanged[failures];
    }

    /// The binomial probability.
    private static double chanceIfDead(int failures, int draws) {
        double chance = 1;
        for (int k = 1; k <= failures; k++) {
            chance *= (draws - k + 1.0) / k * FAILS;
        }
        for (int k = failures; k < draws; k++) {
            chance *= 1 - FAILS;
        }
        return chance;
    }
}
