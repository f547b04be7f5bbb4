package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.pact.Suite;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The replays of a run that are not in its journal yet, in the phases in which they are made.
///
/// First all that is not about load: sessions at once, for they take longest, then every task once before any comes
/// again, so that a run which is broken off has seen as much of the suite as it could. Of these the tasks with the tags
/// that come first are made first. After that one phase for each level of load, lowest first, with nothing else going
/// on.
///
/// @param first tags, the most important first
record Work(Suite suite, Journal journal, List<String> first) {
    Work {
        if (suite.tasks().size() != journal.plan().tasks()) {
            throw new IllegalArgumentException("the suite has " + suite.tasks().size() + " tasks, the run's plan "
                    + journal.plan().tasks());
        }
    }

    /// @param atOnce    replays in flight where no load is asked for
    /// @param inSession names a session apart from all others, even of the same run when it is resumed
    List<Phase> phases(int atOnce, String inSession) {
        var phases = new ArrayList<>(List.of(new Phase(atOnce, false, Stream.concat(sessions(inSession), alone()))));
        loads().values()
                .forEach(levels -> levels.forEach((level, asks) ->
                        phases.add(new Phase(level, true, asks.stream().map(Phase.Chain::alone)))));
        return phases;
    }

    private Stream<Phase.Chain> sessions(String inSession) {
        var sessions = new LinkedHashMap<String, List<Ask>>();
        open(task -> stress(task) instanceof Stress.InSession).forEach(ask -> {
            if (stress(ask.task()) instanceof Stress.InSession in) {
                var key = in.probe() + "-" + ask.repeat() + "-" + inSession;
                sessions.computeIfAbsent(key, _ -> new ArrayList<>()).add(ask);
            }
        });
        return sessions.entrySet().stream()
                .map(session -> new Phase.Chain(Optional.of(session.getKey()), session.getValue()));
    }

    private Stream<Phase.Chain> alone() {
        return open(task -> !(stress(task) instanceof Stress.InSession) && !(stress(task) instanceof Stress.UnderLoad))
                .map(Phase.Chain::alone);
    }

    private Map<String, TreeMap<Integer, List<Ask>>> loads() {
        var loads = new LinkedHashMap<String, TreeMap<Integer, List<Ask>>>();
        open(task -> stress(task) instanceof Stress.UnderLoad).forEach(ask -> {
            if (stress(ask.task()) instanceof Stress.UnderLoad(var probe, var level)) {
                loads.computeIfAbsent(probe, _ -> new TreeMap<>())
                        .computeIfAbsent(level, _ -> new ArrayList<>())
                        .add(ask);
            }
        });
        return loads;
    }

    /// The tasks of a session and of a level of load keep their order.
    private int rank(GoldenTask task) {
        if (stress(task) instanceof Stress.InSession || stress(task) instanceof Stress.UnderLoad) {
            return 0;
        }
        return IntStream.range(0, first.size())
                .filter(i -> task.tags().contains(first.get(i)))
                .findFirst()
                .orElse(first.size());
    }

    private static @Nullable Stress stress(GoldenTask task) {
        return task.stress().orElse(null);
    }

    private Stream<Ask> open(Predicate<GoldenTask> which) {
        var tasks = suite.tasks().stream()
                .filter(which)
                .sorted(Comparator.comparingInt(this::rank))
                .toList();
        return IntStream.range(0, journal.plan().repeats())
                .boxed()
                .flatMap(repeat -> tasks.stream().map((GoldenTask task) -> new Ask(task, repeat)))
                .filter(ask -> journal.wants(ask.key()));
    }
}
