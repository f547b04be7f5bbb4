package dev.holdfast.service.schedule;

import dev.holdfast.schema.pact.PactFile;
import dev.holdfast.schema.pact.Stress;
import dev.holdfast.schema.pact.Suite;
import java.util.ArrayList;
import java.util.List;

/// Golden tasks that one node makes at a time: those of a suite from one place to another.
///
/// @param number from 0
/// @param first  place in the suite of the first task
/// @param end    place after the last
record Shard(int number, int first, int end) {
    private static final int TASKS = 100;

    /// Cuts a suite up. Sessions and levels of load mean something only whole, so they stay together.
    static List<Shard> cut(Suite suite) {
        var loose = (int) suite.tasks().stream()
                .takeWhile(task -> task.stress().filter(Shard::isWhole).isEmpty())
                .count();
        var shards = new ArrayList<Shard>();
        for (var first = 0; first < loose; first += TASKS) {
            shards.add(new Shard(shards.size(), first, Math.min(first + TASKS, loose)));
        }
        if (loose < suite.tasks().size()) {
            shards.add(new Shard(shards.size(), loose, suite.tasks().size()));
        }
        return List.copyOf(shards);
    }

    /// The pact with these tasks only.
    PactFile of(PactFile file) {
        return new PactFile(
                file.path(),
                file.pact(),
                new Suite(file.suite().tasks().subList(first, end), file.suite().digest()));
    }

    private static boolean isWhole(Stress stress) {
        return stress instanceof Stress.InSession || stress instanceof Stress.UnderLoad;
    }
}
