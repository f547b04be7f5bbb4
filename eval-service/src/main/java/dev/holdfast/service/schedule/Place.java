package dev.holdfast.service.schedule;

import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.Observation;
import dev.holdfast.service.store.StoredRun;
import java.util.HashMap;
import java.util.Map;

/// Where in a run a replay has its place: the same for the same replay, however often it is made.
///
/// @param tasks place in the suite by task
record Place(StoredRun run, Map<String, Integer> tasks) {
    static Place in(StoredRun run, Suite suite) {
        var tasks = new HashMap<String, Integer>();
        suite.tasks().forEach(task -> tasks.put(task.id(), tasks.size()));
        return new Place(run, tasks);
    }

    int of(Observation observation) {
        var task = tasks.get(observation.task());
        if (task == null) {
            throw new IllegalArgumentException("the suite has no task " + observation.task());
        }
        return observation.repeat() * tasks.size() + task;
    }
}
