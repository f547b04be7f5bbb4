package dev.holdfast.baselines.compare;

import dev.holdfast.baselines.stat.Holm;
import dev.holdfast.baselines.stat.Statistic;
import dev.holdfast.baselines.stat.StratifiedExactTest;
import dev.holdfast.baselines.stat.TaskCounts;
import dev.holdfast.schema.evaluation.ProbeReading;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.pact.Tolerance;
import dev.holdfast.schema.pact.Unit;
import dev.holdfast.schema.run.Observation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// What the target bore at every level of load: who got an answer, and how soon.
///
/// Each level is held against the lowest, task by task: failures by the stratified exact test, latency by the
/// permutation of logarithms within the task; all p-values together are adjusted (Holm). A level is broken when more
/// than [#LARGE_LOSS] more of its replays fail, or the 95th percentile of its latency has doubled, and either is
/// certain.
record LoadSurvey(List<GoldenTask> tasks, Observed candidate, Confidence confidence) {
    private static final double LARGE_LOSS = 0.05;
    private static final Tolerance DOUBLED = new Tolerance.Relative(1);

    /// One level against the lowest.
    private record Held(double pFailures, boolean lost, double pLatency, boolean slow) {
        private static final Held ITSELF = new Held(1, false, 1, false);
    }

    List<ProbeReading.Load> loads() {
        var levels = new TreeMap<Integer, Map<String, List<Observation>>>();
        for (var task : tasks) {
            if (task.stress().orElseThrow() instanceof Stress.UnderLoad(var _, var level)) {
                levels.computeIfAbsent(level, _ -> new HashMap<>()).put(task.origin(), candidate.of(task.id()));
            }
        }
        var lowest = levels.firstEntry();
        var held = levels.entrySet().stream()
                .map(level -> level.getKey().equals(lowest.getKey())
                        ? Held.ITSELF
                        : against(lowest.getValue(), level.getValue()))
                .toList();
        var p = held.stream()
                .flatMapToDouble(h -> java.util.stream.DoubleStream.of(h.pFailures(), h.pLatency()))
                .toArray();
        var adjusted = Holm.adjust(p);
        var loads = new ArrayList<ProbeReading.Load>();
        levels.forEach((level, observations) -> {
            var at = loads.size();
            var broken = (held.get(at).lost() && adjusted[2 * at] <= confidence.alpha())
                    || (held.get(at).slow() && adjusted[2 * at + 1] <= confidence.alpha());
            loads.add(load(level, observations, broken));
        });
        return loads;
    }

    private static ProbeReading.Load load(int level, Map<String, List<Observation>> observed, boolean broken) {
        var all = observed.values().stream().flatMap(List::stream).toList();
        var latencies = all.stream()
                .filter(o -> !o.failed())
                .flatMap(o -> o.latency().stream())
                .mapToDouble(latency -> latency.toNanos() / 1e9)
                .toArray();
        return new ProbeReading.Load(
                level,
                all.size(),
                (int) all.stream().filter(Observation::failed).count(),
                quantile(Statistic.MEDIAN, latencies),
                quantile(Statistic.P95, latencies),
                broken);
    }

    private static OptionalDouble quantile(Statistic statistic, double[] values) {
        return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(statistic.of(new double[][] {values}));
    }

    private Held against(Map<String, List<Observation>> lowest, Map<String, List<Observation>> level) {
        var counts = new ArrayList<TaskCounts>();
        var pairs = new ArrayList<PairedScores.Pair>();
        var left = new HashMap<>(level);
        for (var task : tasks) {
            var before = lowest.get(task.origin());
            var now = left.remove(task.origin());
            if (before != null && now != null) {
                counts.add(new TaskCounts(failures(before), before.size(), failures(now), now.size()));
                var pair = new PairedScores.Pair(task, seconds(before), seconds(now));
                if (pair.certified().length > 0 && pair.candidate().length > 0) {
                    pairs.add(pair);
                }
            }
        }
        var lost = share(level) - share(lowest) > LARGE_LOSS;
        var pFailures =
                counts.isEmpty() ? 1 : StratifiedExactTest.moreSuccesses(counts).p();
        var latency = new Change(PairedScores.of(pairs), Unit.SECONDS, Statistic.P95, true, confidence);
        if (pairs.isEmpty() || !latency.isMeasurable()) {
            return new Held(pFailures, lost, 1, false);
        }
        var change = latency.measure(DOUBLED);
        return new Held(pFailures, lost, change.p(), change.difference().value() >= change.allowed());
    }

    private static double share(Map<String, List<Observation>> observed) {
        var all = observed.values().stream().flatMap(List::stream).toList();
        return all.isEmpty() ? 0 : (double) failures(all) / all.size();
    }

    private static int failures(List<Observation> observations) {
        return (int) Objects.requireNonNull(observations).stream()
                .filter(Observation::failed)
                .count();
    }

    private static double[] seconds(List<Observation> observations) {
        return observations.stream()
                .filter(o -> !o.failed())
                .flatMap(o -> o.latency().stream())
                .mapToDouble(latency -> latency.toNanos() / 1e9)
                .toArray();
    }
}
