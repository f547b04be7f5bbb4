package dev.holdfast.baselines.watch;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/// The least delay that anybody could reach who has to learn the rates of the tasks from the same replays as the watch.
///
/// It knows what no watch can: how the rates are distributed over agents, that all of them fall alike, and by how much.
/// It does not know the rates. It is Bayes' Shiryaev-Roberts detector: for every possible change, the likelihood of all
/// replays if rates fell then, over that if they did not, both as means over the distribution of the rates; its
/// threshold is simulated for this very population, without provision for runs that scatter.
final class EstimatingOracle {
    private static final int PATHS = 500;

    /// Changes longer ago than this are not thought of.
    private static final int WINDOW = 30;

    private static final int POSSIBLE_RATES = 200;

    private final int tasks;
    private final double share;
    private final int replicates;
    private final double[] possible;
    private final double[] logPass;
    private final double[] logFail;
    private final double[] logFailChanged;
    private final Map<Long, Double> logRatios = new HashMap<>();
    private double threshold = Double.POSITIVE_INFINITY;

    private EstimatingOracle(int tasks, double share, int replicates, SplittableRandom random) {
        this.tasks = tasks;
        this.share = share;
        this.replicates = replicates;
        this.possible = possible(share, random);
        this.logPass = logs(rate -> rate);
        this.logFail = logs(rate -> 1 - rate);
        this.logFailChanged = logs(rate -> 1 - rate * (1 - Agent.DROP));
    }

    static EstimatingOracle of(int tasks, double share, int replicates, AlarmBudget budget, SplittableRandom random) {
        var oracle = new EstimatingOracle(tasks, share, replicates, random);
        double[] peaks = IntStream.range(0, PATHS)
                .mapToDouble(_ -> oracle.peak(budget.runs(), random))
                .sorted()
                .toArray();
        oracle.threshold = peaks[(int) (PATHS * (1 - budget.falseAlarms()))];
        return oracle;
    }

    /// Rates are spread as those of agents are; where all tasks are alike, their one rate may be anything.
    private static double[] possible(double share, SplittableRandom random) {
        if (share >= 1) {
            return IntStream.range(0, POSSIBLE_RATES)
                    .mapToDouble(i -> (i + 0.5) / POSSIBLE_RATES)
                    .toArray();
        }
        int each = 50;
        double[] many = Agent.PassFail.of(POSSIBLE_RATES * each, share, true, random)
                .rates()
                .clone();
        Arrays.sort(many);
        return IntStream.range(0, POSSIBLE_RATES)
                .mapToDouble(i -> many[i * each + each / 2])
                .toArray();
    }

    private double peak(int runs, SplittableRandom random) {
        var path = new Path(random);
        double peak = 0;
        for (int run = 1; run <= runs; run++) {
            peak = Math.max(peak, path.next(false));
        }
        return peak;
    }

    /// The first run in alarm, or one more than `runs`.
    int firstAlarm(int cleanRuns, int runs, SplittableRandom random) {
        var path = new Path(random);
        for (int run = 1; run <= runs; run++) {
            if (path.next(run > cleanRuns) > threshold) {
                return run;
            }
        }
        return runs + 1;
    }

    /// One agent's replays, as sums of failures by group: a task each, or all tasks together where they are alike.
    private final class Path {
        private final Agent agent;
        private final SplittableRandom random;
        private final int size = share >= 1 ? tasks : 1;
        private final int[][] failures;
        private int seen;

        Path(SplittableRandom random) {
            this.random = random;
            this.agent = Agent.PassFail.of(tasks, share, true, random);
            this.failures = new int[replicates + 1000][tasks / size];
            for (int run = 0; run < replicates; run++) {
                replay(false);
            }
        }

        private void replay(boolean drifted) {
            failures[seen + 1] = failures[seen].clone();
            for (int task = 0; task < tasks; task++) {
                failures[seen + 1][task / size] += agent.measure(task, drifted, random) == 0 ? 1 : 0;
            }
            seen++;
        }

        double next(boolean drifted) {
            replay(drifted);
            double sum = 0;
            for (int before = seen - 1; before >= Math.max(replicates, seen - WINDOW); before--) {
                double log = 0;
                for (int group = 0; group < tasks / size; group++) {
                    int failedBefore = failures[before][group];
                    log += logRatio(
                            before * size, failedBefore, (seen - before) * size, failures[seen][group] - failedBefore);
                }
                sum += Math.exp(log);
            }
            return sum;
        }
    }

    private double[] logs(DoubleUnaryOperator chance) {
        return Arrays.stream(possible).map(chance).map(Math::log).toArray();
    }

    private double logRatio(int before, int failedBefore, int after, int failedAfter) {
        long key = ((long) before << 48) | ((long) failedBefore << 32) | ((long) after << 16) | failedAfter;
        return logRatios.computeIfAbsent(key, _ -> {
            int passed = before - failedBefore + after - failedAfter;
            return logMean(passed, failedBefore, failedAfter, logFailChanged)
                    - logMean(passed, failedBefore, failedAfter, logFail)
                    + (after - failedAfter) * Math.log1p(-Agent.DROP);
        });
    }

    /// The log-likelihood of all replays, over all possible rates, up to a constant.
    private double logMean(int passed, int failedBefore, int failedAfter, double[] logFailAfter) {
        var logs = new double[possible.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            logs[i] = passed * logPass[i] + failedBefore * logFail[i] + failedAfter * logFailAfter[i];
            largest = Math.max(largest, logs[i]);
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - largest);
        }
        return largest + Math.log(sum);
    }
}
