package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import java.util.Optional;

/// Writes down how every replay ended, and tells those who want to know.
final class Tally {
    private final Journal journal;
    private final Progress progress;
    private final Patience patience;
    private final Purse purse;
    private int done;
    private int failed;

    Tally(Journal journal, Progress progress, Patience patience, Purse purse) {
        this.journal = journal;
        this.progress = progress;
        this.patience = patience;
        this.purse = purse;
        this.done = journal.size();
    }

    synchronized void add(Observation observation) {
        journal.append(observation);
        patience.saw(observation);
        done++;
        failed += observation.failed() ? 1 : 0;
        progress.moved(done, failed, total());
    }

    Optional<Outcome.Failed> gaveUp() {
        return patience.gaveUp();
    }

    /// The target has not come back: the last probe of it failed so.
    void giveUp(Outcome.Failed last) {
        patience.end(last);
    }

    /// What the replays are paid out of.
    Purse purse() {
        return purse;
    }

    synchronized Ending ending() {
        if (done < total()) {
            return purse.shut().<Ending>map(Ending.BudgetSpent::new).orElseGet(Ending.Stopped::new);
        }
        return gaveUp().<Ending>map(why -> new Ending.GaveUp(why.message())).orElseGet(Ending.Complete::new);
    }

    private int total() {
        return journal.plan().planned();
    }
}
