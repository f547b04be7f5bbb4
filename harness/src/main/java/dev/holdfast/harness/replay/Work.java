package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.GoldenTask;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.pact.Suite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The replays of a run that are not in its journal yet, in the phases in which they are made.
///
/// First all that is not about load: sessions at once, for they take longest, then every task once before any comes
/// again, so that a run which is broken off has seen as much of the suite as it could. After that one phase for
/// each level of load, lowest first, with nothing else going on.
record Work(Suite suite, Journal journal) {
    Work {
        if (suite.tasks().size() != journal.plan().tasks()) {
            throw new IllegalArgumentException("the suite has " + suite.tasks().size() + " tasks, the run's plan "
                    + journal.plan().tasks());
        }
    }

    /// @param atOnce    replays in flight where no load is asked for
    /// @param inSession names a session apart from all others, even of the same run when it is resumed
    List<Phase> phases(int atOnce, String inSession) {
        var sessions = new LinkedHashMap<String, List<Ask>>();
        var alone = new ArrayList<Phase.Chain>();
        var loads = new LinkedHashMap<String, TreeMap<Integer, List<Phase.Chain>>>();
        open().forEach(ask -> {
            var stress = ask.task().stress().orElse(null);
            if (stress instanceof Stress.InSession in) {
                var key = in.probe() + "-" + ask.repeat() + "-" + inSession;
                sessions.computeIfAbsent(key, _ -> new ArrayList<>()).add(ask);
            } else if (stress instanceof Stress.UnderLoad(var probe, var level)) {
                loads.computeIfAbsent(probe, _ -> new TreeMap<>())
                        .computeIfAbsent(level, _ -> new ArrayList<>())
                        .add(Phase.Chain.alone(ask));
            } else {
                alone.add(Phase.Chain.alone(ask));
            }
        });
        var first = Stream.concat(
                        sessions.entrySet().stream()
                                .map(session -> new Phase.Chain(Optional.of(session.getKey()), session.getValue())),
                        alone.stream())
                .toList();
        var phases = new ArrayList<>(List.of(new Phase(atOnce, false, first)));
        loads.values().forEach(levels -> levels.forEach((level, chains) -> phases.add(new Phase(level, true, chains))));
        return phases;
    }

    private Stream<Ask> open() {
        return IntStream.range(0, journal.plan().repeats())
                .boxed()
                .flatMap(repeat -> suite.tasks().stream().map((GoldenTask task) -> new Ask(task, repeat)))
                .filter(ask -> journal.wants(ask.key()));
    }
}
