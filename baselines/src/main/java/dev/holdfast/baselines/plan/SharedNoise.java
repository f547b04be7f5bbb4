package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.compare.Clusters;
import dev.holdfast.baselines.stat.ClusteredStandardError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// How much tasks of one cluster go together: the share of the noise of their replays that they have in common.
///
/// Ten paraphrases that fail in the same runs are hardly more than one question. The share is estimated from the
/// certified runs: how far a task's run is from the task's mean, added up by cluster and squared, against what
/// independent tasks, and tasks that always move together, would give. Where nothing varies, or there is a single run,
/// all of it is taken to be shared.
///
/// @param share 0 for independent tasks, 1 where a cluster is worth one task
@SuppressWarnings("ArrayRecordComponent") // never compared
record SharedNoise(int[] clusters, double share) {
    /// @param deviations by run, and in it by task, from the task's mean over runs
    static SharedNoise estimated(Clusters clusters, List<double[]> deviations) {
        double alone = 0;
        double together = 0;
        double seen = 0;
        for (var run : deviations) {
            Map<Integer, double[]> sums = new HashMap<>();
            for (var task = 0; task < run.length; task++) {
                var sum = sums.computeIfAbsent(clusters.byTask()[task], _ -> new double[2]);
                sum[0] += run[task];
                sum[1] += Math.abs(run[task]);
                alone += run[task] * run[task];
            }
            for (var sum : sums.values()) {
                seen += sum[0] * sum[0];
                together += sum[1] * sum[1];
            }
        }
        var room = together - alone;
        return new SharedNoise(
                clusters.byTask(), clusters.isTrivial() ? 0 : room > 0 ? Math.clamp((seen - alone) / room, 0, 1) : 1);
    }

    boolean isNone() {
        return share == 0;
    }

    /// How many independent tasks these are worth (Kish's design effect).
    double worth() {
        var effect = clusters.length / ClusteredStandardError.sizeIfAlike(clusters);
        return clusters.length / (1 + share * (effect - 1));
    }

    /// The cluster of a simulated task: its own where it is one of those that there are; tasks beyond form further
    /// clusters like these.
    int clusterOf(int task, int like, Design design) {
        var known = clusters.length;
        return task < known && design.tasks() >= known ? clusters[task] : known * (1 + task / known) + clusters[like];
    }

    /// One replay of every task: a number in [0, 1) each, the share of them the same within a cluster.
    double[] replay(int[] clustersOfTasks, SplittableRandom random) {
        var common = new HashMap<Integer, Double>();
        var replay = new double[clustersOfTasks.length];
        Arrays.setAll(
                replay,
                task -> random.nextDouble() < share
                        ? common.computeIfAbsent(clustersOfTasks[task], _ -> random.nextDouble())
                        : random.nextDouble());
        return replay;
    }
}
