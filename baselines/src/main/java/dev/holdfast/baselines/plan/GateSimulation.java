package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.compare.Clusters;
import dev.holdfast.baselines.stat.NewcombePaired;
import dev.holdfast.baselines.stat.StratifiedExactTest;
import dev.holdfast.baselines.stat.TaskCounts;
import dev.holdfast.baselines.stat.TwoOneSidedTests;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.OptionalDouble;

/// How often a single gate on simulated suites finds a drop, and lets an unchanged agent pass.
///
/// The tests are those of the gate: the exact test with everything else that is looked at taken into account (the
/// strictest step of Holm's), and Newcombe's bound. What slices may find beside it is not counted.
///
/// @param family how many p-values the gate adjusts for
/// @param alpha  of the gate
record GateSimulation(Rates rates, Design design, double allowed, int family, double alpha, long seed) {
    private static final int PATHS = 200;
    private static final double STEP = 0.005;

    /// The smallest drop that fails with at least such a chance, in steps of half a point; empty when there is
    /// none.
    OptionalDouble finds(double power) {
        var most = (int) Math.floor(rates.mean() / STEP);
        if (failing(most * STEP) < power) {
            return OptionalDouble.empty();
        }
        var low = 0;
        var high = most;
        while (high - low > 1) {
            var middle = (low + high) / 2;
            if (failing(middle * STEP) >= power) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return OptionalDouble.of(high * STEP);
    }

    private double failing(double drop) {
        var failed = 0;
        for (var path = 0; path < PATHS; path++) {
            failed += new Gate(drop, path).fails() ? 1 : 0;
        }
        return failed / (double) PATHS;
    }

    /// How often an unchanged agent passes.
    double unchangedPasses() {
        var passed = 0;
        for (var path = 0; path < PATHS; path++) {
            passed += new Gate(0, path).passes() ? 1 : 0;
        }
        return passed / (double) PATHS;
    }

    private final class Gate {
        private final Rates.Suite suite;
        private final int[] now;
        private final double[] before = new double[design.tasks()];
        private final double[] after = new double[design.tasks()];

        Gate(double drop, int path) {
            var random = DelaySimulation.random(seed, path);
            this.suite = rates.drawn(design, drop, random);
            this.now = suite.goodReplays(true, random);
            for (var task = 0; task < now.length; task++) {
                before[task] = suite.successes[task] / (double) suite.replicates[task];
                after[task] = now[task] / (double) design.repeats();
            }
        }

        boolean fails() {
            if (mean(before) - mean(after) < allowed) {
                return false;
            }
            var counts = new ArrayList<TaskCounts>();
            for (var task = 0; task < now.length; task++) {
                counts.add(new TaskCounts(suite.successes[task], suite.replicates[task], now[task], design.repeats()));
            }
            return family * StratifiedExactTest.fewerSuccesses(counts).p() <= alpha;
        }

        boolean passes() {
            return TwoOneSidedTests.isNonInferior(
                    -NewcombePaired.of(before, after, trials(), 1 - 2 * alpha).low(), allowed);
        }

        /// As the gate counts them: tasks of one cluster are fewer.
        private double trials() {
            var differences = new double[after.length];
            Arrays.setAll(differences, task -> after[task] - before[task]);
            return new Clusters(suite.clusters).trials(differences);
        }

        private static double mean(double[] values) {
            double sum = 0;
            for (var value : values) {
                sum += value;
            }
            return sum / values.length;
        }
    }
}
