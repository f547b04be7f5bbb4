package dev.holdfast.baselines.stat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Exact conditional test of a change in 0/1 scores with one stratum a task (exact Cochran-Mantel-Haenszel).
///
/// Null hypothesis: within every task, certified and new replays are exchangeable. Given a task's successes in all
/// its replays, its new successes are then hypergeometric, whatever its unknown success rate; the p-value is the
/// tail of their sum over tasks. A task that always or never succeeds adds nothing. With one certified and one new
/// replay a task it is the exact one-sided McNemar test. Reference: Cox (1970), The Analysis of Binary Data;
/// Mehta, Patel and Gray (1985), Journal of the American Statistical Association 80, 969-973.
///
/// The sum's distribution is found by convolution after exponential tilting: each stratum is reweighted by exp(θx)
/// so that the observed total becomes the expected one, which keeps p-values accurate to many digits however small
/// they are.
public final class StratifiedExactTest {
    /// The expected total is near the observed one within this many standard deviations.
    private static final double NEAR = 0.25;

    /// One kind of stratum, how many tasks have it, and its log-weights.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Group(Stratum stratum, int tasks, double[] logWeights) {
        double logMoment(double tilt) {
            return tasks * (Stratum.logSum(logWeights, tilt) - Stratum.logSum(logWeights, 0));
        }

        Moments moments(double tilt) {
            double[] probabilities = Stratum.tilted(logWeights, tilt);
            double mean = 0;
            double square = 0;
            for (int i = 0; i < probabilities.length; i++) {
                mean += i * probabilities[i];
                square += (double) i * i * probabilities[i];
            }
            return new Moments(tasks * mean, tasks * Math.max(0, square - mean * mean));
        }

        Lattice sum(double tilt) {
            return new Lattice(0, Stratum.tilted(logWeights, tilt)).trimmed().times(tasks);
        }
    }

    private record Moments(double mean, double variance) {
        Moments plus(Moments other) {
            return new Moments(mean + other.mean, variance + other.variance);
        }
    }

    private StratifiedExactTest() {}

    /// Alternative: the new replays succeed less often.
    public static Tail fewerSuccesses(List<TaskCounts> tasks) {
        if (tasks.isEmpty()) {
            throw new IllegalArgumentException("an exact test needs at least one task, but got none");
        }
        List<Group> groups = informativeGroups(tasks);
        // every stratum counts from the lowest value it can take, so that the smallest total is 0
        long observed = tasks.stream()
                .mapToLong(task -> task.newSuccesses() - Stratum.of(task).lowest())
                .sum();
        return lowerTail(groups, observed);
    }

    /// Alternative: the new replays succeed more often.
    public static Tail moreSuccesses(List<TaskCounts> tasks) {
        return fewerSuccesses(
                tasks.stream().map(TaskCounts::withFailuresCounted).toList());
    }

    private static List<Group> informativeGroups(List<TaskCounts> tasks) {
        Map<Stratum, Integer> sizes = new LinkedHashMap<>();
        for (TaskCounts task : tasks) {
            Stratum stratum = Stratum.of(task);
            if (stratum.lowest() < stratum.highest()) {
                sizes.merge(stratum, 1, Integer::sum);
            }
        }
        var groups = new ArrayList<Group>(sizes.size());
        sizes.forEach((stratum, size) -> groups.add(new Group(stratum, size, stratum.logWeights())));
        return groups;
    }

    private static Tail lowerTail(List<Group> groups, long observed) {
        if (observed == 0) {
            double p = probability(-atLowest(groups), 1);
            return new Tail(p, p / 2);
        }
        double tilt = tiltTowards(groups, observed);
        double scale =
                groups.stream().mapToDouble(group -> group.logMoment(tilt)).sum() - tilt * observed;
        Lattice sum = sum(groups, tilt);
        double below = 0;
        for (long value = sum.offset(); value < observed; value++) {
            below += sum.at(value) * Math.exp(-tilt * (value - observed));
        }
        double here = sum.at(observed);
        return new Tail(probability(scale, below + here), probability(scale, below + here / 2));
    }

    /// −ln P(every stratum takes its lowest value).
    private static double atLowest(List<Group> groups) {
        return groups.stream()
                .mapToDouble(group -> group.tasks() * Stratum.logSum(group.logWeights(), 0))
                .sum();
    }

    /// An exact p-value is never 0, so one that is too small for a double becomes the smallest double.
    private static double probability(double logScale, double sum) {
        return Math.clamp(Math.exp(logScale + Math.log(sum)), Double.MIN_VALUE, 1);
    }

    /// A θ ≤ 0 that brings the expected total near the observed one; 0 when the observed total is not below
    /// expectation.
    ///
    /// Any θ gives the same p-value; a good one puts the precision where it is needed.
    private static double tiltTowards(List<Group> groups, long observed) {
        double high = 0;
        double low = -1;
        if (moments(groups, high).mean() <= observed) {
            return 0;
        }
        while (moments(groups, low).mean() > observed) {
            high = low;
            low *= 2;
        }
        while (true) {
            double middle = (low + high) / 2;
            Moments moments = moments(groups, middle);
            double distance = moments.mean() - observed;
            if (Math.abs(distance) <= NEAR * Math.sqrt(moments.variance()) || middle == low || middle == high) {
                return middle;
            }
            low = distance > 0 ? low : middle;
            high = distance > 0 ? middle : high;
        }
    }

    private static Moments moments(List<Group> groups, double tilt) {
        // added in the order of the groups: the last digits must not depend on who finished first
        return groups.parallelStream().map(group -> group.moments(tilt)).toList().stream()
                .reduce(new Moments(0, 0), Moments::plus);
    }

    /// Adds the narrowest distributions first, which keeps the number of multiplications small.
    private static Lattice sum(List<Group> groups, double tilt) {
        var queue = new PriorityQueue<Lattice>(Comparator.comparingInt((Lattice lattice) -> lattice.mass().length));
        groups.parallelStream().map(group -> group.sum(tilt)).toList().forEach(queue::add);
        while (queue.size() > 1) {
            queue.add(queue.remove().plus(queue.remove()));
        }
        return queue.isEmpty() ? new Lattice(0, new double[] {1}) : queue.remove();
    }
}
