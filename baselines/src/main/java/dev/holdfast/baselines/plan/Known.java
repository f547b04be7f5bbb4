package dev.holdfast.baselines.plan;

import dev.holdfast.baselines.compare.Clusters;
import dev.holdfast.baselines.compare.ScoreStream;
import dev.holdfast.baselines.watch.CertifiedScatter;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Unit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/// What is known about a stream's tasks before it is watched.
record Known(ScoreStream stream, Optional<Baseline> baseline, int repeats) {
    /// What `certify` makes unless it is told otherwise.
    static final int RUNS = 3;

    private static final double USUAL_LEVEL = 0.9;

    /// Fewer replicates than this tell nothing about noise.
    private static final int REPLICATES = 2;

    /// The behaviours to plan with: one, or the usual range where the noise is not known; none where nothing can be
    /// assumed.
    List<Behaviour> behaviours(double assumedLevel) {
        if (baseline.isEmpty()) {
            return stream.metric().unit() == Unit.SHARE ? assumed(assumedLevel) : List.of();
        }
        var scores = all().values().toArray(double[][]::new);
        if (scores.length == 0) {
            return List.of();
        }
        return stream.metric().unit() == Unit.SHARE && isBinary(scores) ? rates(scores) : values(scores);
    }

    /// What the watch will know of runs that are good or bad as a whole; runs that are alike are assumed where there
    /// are none.
    CertifiedScatter scatter() {
        return baseline.map(b -> stream.scatter(b.runs())).orElseGet(() -> new CertifiedScatter(1, RUNS - 1));
    }

    /// Where an agent stands of which nothing is known.
    double usualLevel() {
        return stream.riseIsHarm() ? 1 - USUAL_LEVEL : USUAL_LEVEL;
    }

    private List<Behaviour> assumed(double level) {
        var tasks = stream.tasks().size();
        var good = stream.riseIsHarm() ? 1 - level : level;
        return tasks == 0
                ? List.of()
                : Arrays.stream(Rates.USUAL_NOISE)
                        .<Behaviour>mapToObj(noise -> new Rates(
                                stream.scale(),
                                new int[tasks],
                                new int[tasks],
                                RUNS * repeats,
                                good,
                                noise,
                                !stream.riseIsHarm(),
                                shared()))
                        .toList();
    }

    private List<Behaviour> rates(double[][] scores) {
        var replicates = Arrays.stream(scores).mapToInt(task -> task.length).toArray();
        var successes = Arrays.stream(scores)
                .mapToInt(task -> (int) Arrays.stream(task)
                        .filter(score -> (score == 1) != stream.riseIsHarm())
                        .count())
                .toArray();
        // half a success and half a failure more: that no replay failed does not prove that none can
        var mean = (Arrays.stream(successes).sum() + 0.5)
                / (Arrays.stream(replicates).sum() + 1.0);
        var noises = Rates.noises(successes, replicates);
        return Arrays.stream(noises)
                .<Behaviour>mapToObj(share -> new Rates(
                        stream.scale(), successes, replicates, 0, mean, share, !stream.riseIsHarm(), shared()))
                .toList();
    }

    private List<Behaviour> values(double[][] scores) {
        if (Arrays.stream(scores).anyMatch(task -> task.length < REPLICATES)) {
            return List.of();
        }
        var flipped = stream.metric().unit() == Unit.SHARE && stream.riseIsHarm();
        var values = Arrays.stream(scores)
                .map(task -> Arrays.stream(task)
                        .map(score -> flipped ? 1 - score : score)
                        .toArray())
                .toArray(double[][]::new);
        var level = Arrays.stream(values)
                .mapToDouble(task -> DoubleStream.of(task).average().orElse(0))
                .average()
                .orElse(0);
        return List.of(new Values(stream.scale(), values, level, stream.riseIsHarm() && !flipped, shared()));
    }

    /// How much tasks of one cluster go together, as far as the certified runs show it.
    SharedNoise shared() {
        var tasks = stream.tasks().stream()
                .filter(task -> baseline.isEmpty() || all().containsKey(task.id()))
                .sorted(Comparator.comparing(GoldenTask::id))
                .toList();
        var clusters = Clusters.of(tasks);
        return SharedNoise.estimated(
                clusters,
                clusters.isTrivial()
                        ? List.of()
                        : deviations(tasks.stream().map(GoldenTask::id).toList()));
    }

    /// How many independent tasks these are worth, where some go together.
    Optional<String> clustered() {
        var shared = shared();
        var clusters = new Clusters(shared.clusters());
        return clusters.isTrivial()
                ? Optional.empty()
                : Optional.of(
                        "%s: its %d tasks are in %d clusters that share %.0f %% of their noise%s; they are worth about %.0f independent tasks"
                                .formatted(
                                        stream.promise().id(),
                                        shared.clusters().length,
                                        clusters.count(),
                                        100 * shared.share(),
                                        isShown() ? "" : ", as is assumed where the runs do not show it",
                                        shared.worth()));
    }

    private boolean isShown() {
        return baseline.filter(b -> b.runs().size() > 1).isPresent();
    }

    /// By run, how far each task is from its mean over runs; a task that a run lacks is where it usually is.
    private List<double[]> deviations(List<String> ids) {
        var usual = all();
        return baseline.stream()
                .flatMap(b -> b.runs().stream())
                .map(run -> stream.scores(List.of(run)))
                .map(run -> ids.stream()
                        .mapToDouble(id -> mean(Objects.requireNonNullElse(run.get(id), new double[0])).stream()
                                .map(now -> now
                                        - mean(Objects.requireNonNull(usual.get(id)))
                                                .orElse(now))
                                .findFirst()
                                .orElse(0))
                        .toArray())
                .toList();
    }

    /// On the scale on which noise is alike: quantities differ by ratio.
    private OptionalDouble mean(double[] scores) {
        return DoubleStream.of(possible(scores))
                .map(score -> stream.metric().unit() == Unit.SHARE ? score : Math.log(score))
                .average();
    }

    /// The certified scores that can be planned with, by task.
    private SortedMap<String, double[]> all() {
        var scores = new TreeMap<String, double[]>();
        baseline.ifPresent(b -> stream.scores(b.runs()).forEach((task, all) -> {
            var possible = possible(all);
            if (possible.length > 0) {
                scores.put(task, possible);
            }
        }));
        return scores;
    }

    private double[] possible(double[] scores) {
        return stream.metric().unit() == Unit.SHARE
                ? scores
                : Arrays.stream(scores).filter(score -> score > 0).toArray();
    }

    private static boolean isBinary(double[][] scores) {
        return Arrays.stream(scores).flatMapToDouble(Arrays::stream).allMatch(score -> score == 0 || score == 1);
    }
}
