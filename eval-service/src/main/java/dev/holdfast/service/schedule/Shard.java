package dev.holdfast.service.schedule;

import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.pact.Suite;
import dev.holdfast.service.local.Controls;
import java.util.ArrayList;
import java.util.List;

/// Golden tasks that one node makes at a time: those of a suite from one place to another.
///
/// @param number  from 0
/// @param control whether the control is asked and not the agent
/// @param first   place in the suite of the first task
/// @param end     place after the last
record Shard(int number, boolean control, int first, int end) {
    private static final int TASKS = 100;

    /// Cuts a pact's suite up, once for the agent and once for its control. Sessions and levels of load mean something
    /// only whole, so they stay together.
    static List<Shard> cut(PactFile file) {
        var shards = new ArrayList<Shard>();
        cut(file.suite(), false, shards);
        Controls.of(file).ifPresent(control -> cut(control.suite(), true, shards));
        return List.copyOf(shards);
    }

    private static void cut(Suite suite, boolean control, List<Shard> shards) {
        var loose = (int) suite.tasks().stream()
                .takeWhile(task -> task.stress().filter(Shard::isWhole).isEmpty())
                .count();
        for (var first = 0; first < loose; first += TASKS) {
            shards.add(new Shard(shards.size(), control, first, Math.min(first + TASKS, loose)));
        }
        if (loose < suite.tasks().size()) {
            shards.add(new Shard(shards.size(), control, loose, suite.tasks().size()));
        }
    }

    /// Who is asked: the agent, or the control in its place.
    PactFile asked(PactFile file) {
        return control ? Controls.of(file).orElseThrow() : file;
    }

    /// The pact with these tasks only.
    PactFile of(PactFile asked) {
        return new PactFile(
                asked.path(),
                asked.pact(),
                new Suite(
                        asked.suite().tasks().subList(first, end), asked.suite().digest()));
    }

    private static boolean isWhole(Stress stress) {
        return stress instanceof Stress.InSession || stress instanceof Stress.UnderLoad;
    }
}
