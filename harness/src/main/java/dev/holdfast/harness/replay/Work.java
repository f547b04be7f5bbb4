package dev.holdfast.harness.replay;

import dev.holdfast.schema.pact.Suite;
import dev.holdfast.schema.run.RunPlan;
import java.util.Optional;

/// The replays of a run that are not in its journal yet, handed out one at a time.
///
/// All tasks come once before any comes again, so that a run which is broken off has seen as much of the suite as it
/// could.
final class Work {
    private final Suite suite;
    private final RunPlan plan;
    private final Journal journal;
    private int next;

    Work(Suite suite, Journal journal) {
        this.suite = suite;
        this.plan = journal.plan();
        this.journal = journal;
        if (suite.tasks().size() != plan.tasks()) {
            throw new IllegalArgumentException(
                    "the suite has " + suite.tasks().size() + " tasks, the run's plan " + plan.tasks());
        }
    }

    synchronized Optional<Ask> next() {
        while (next < plan.planned()) {
            var ask = new Ask(suite.tasks().get(next % plan.tasks()), next / plan.tasks());
            next++;
            if (journal.wants(ask.key())) {
                return Optional.of(ask);
            }
        }
        return Optional.empty();
    }
}
