package dev.holdfast.harness.replay;

import dev.holdfast.schema.run.Observation;
import dev.holdfast.schema.run.Outcome;
import java.util.Optional;

/// Writes down how every replay ended, and tells those who want to know.
final class Tally {
    private final Journal journal;
    private final Progress progress;
    private final Purse purse;
    private Patience patience = new Patience(1);
    private boolean underLoad;
    private int done;
    private int failed;

    Tally(Journal journal, Progress progress, Purse purse) {
        this.journal = journal;
        this.progress = progress;
        this.purse = purse;
        this.done = journal.size();
    }

    synchronized void add(Observation observation) {
        journal.append(observation);
        patience.saw(observation);
        done++;
        failed += observation.failed() ? 1 : 0;
        progress.made(observation);
        progress.moved(done, failed, total());
    }

    /// A target that broke under load may bear what comes next; one that was given up without any will not.
    synchronized void begin(Phase phase) {
        if (underLoad || patience.gaveUp().isEmpty()) {
            patience = new Patience(phase.atOnce());
        }
        underLoad = phase.underLoad();
    }

    synchronized Optional<Outcome.Failed> gaveUp() {
        return patience.gaveUp();
    }

    /// The target has not come back: the last probe of it failed so.
    synchronized void giveUp(Outcome.Failed last) {
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
