package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Observation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Replays that mean something only together: those of one session, and those of one level of load.
///
/// When a run is resumed, such a bundle is kept whole, its failures among it, or made again whole. It is kept when
/// every replay of it has ended and it came to a real end: the last position of the session was answered, or any
/// replay under the load was.
final class Bundles {
    private final Suite suite;
    private final Map<String, GoldenTask> tasks;
    private final Map<String, Integer> ended = new HashMap<>();
    private final Set<String> sound = new HashSet<>();
    private final Set<String> kept = new HashSet<>();
    private final Set<Ask.Key> remade = new HashSet<>();

    Bundles(Suite suite) {
        this.suite = suite;
        this.tasks = suite.byId();
    }

    /// Hears of a replay that ended.
    void saw(Observation observation) {
        of(observation).ifPresent(name -> {
            ended.merge(name, 1, Integer::sum);
            if (!observation.failed() && showsAnEnd(observation)) {
                sound.add(name);
            }
        });
    }

    /// All that ended has been heard of.
    ///
    /// @param repeats that the run was to make of every task
    void settle(int repeats) {
        planned(repeats).forEach((name, replays) -> {
            var made = ended.getOrDefault(name, 0);
            if (sound.contains(name) && replays.size() == made) {
                kept.add(name);
            } else if (made > 0) {
                remade.addAll(replays);
            }
        });
    }

    private Map<String, Set<Ask.Key>> planned(int repeats) {
        var planned = new HashMap<String, Set<Ask.Key>>();
        suite.tasks().forEach(task -> {
            for (var repeat = 0; repeat < repeats; repeat++) {
                var key = new Ask.Key(task.id(), repeat);
                name(task, repeat)
                        .ifPresent(name -> planned.computeIfAbsent(name, _ -> new HashSet<>())
                                .add(key));
            }
        });
        return planned;
    }

    /// Whether the observation stays when its run is resumed.
    boolean keeps(Observation observation) {
        return of(observation).map(kept::contains).orElse(!observation.failed());
    }

    /// All replays of the bundles that were begun and are made again, those among them that were never made too.
    Set<Ask.Key> remade() {
        return remade;
    }

    private boolean showsAnEnd(Observation observation) {
        return stress(observation)
                .filter(stress -> stress instanceof Stress.InSession in && in.position() < in.length())
                .isEmpty();
    }

    private Optional<String> of(Observation observation) {
        return Optional.ofNullable(tasks.get(observation.task())).flatMap(task -> name(task, observation.repeat()));
    }

    private Optional<Stress> stress(Observation observation) {
        return Optional.ofNullable(tasks.get(observation.task())).flatMap(GoldenTask::stress);
    }

    private static Optional<String> name(GoldenTask task, int repeat) {
        return task.stress().flatMap(stress -> switch (stress) {
            case Stress.InSession in -> Optional.of(in.probe() + " " + repeat);
            case Stress.UnderLoad(var probe, var level) -> Optional.of(probe + ":" + level);
            case Stress.Filled _, Stress.Remembered _, Stress.Injected _, Stress.ToolFault _ -> Optional.empty();
        });
    }
}
