package dev.holdfast.service.schedule;

import dev.holdfast.schema.json.InvalidDocumentException;
import jakarta.inject.Singleton;

/// Does what the timetable remembers, and says so where it cannot be done.
@Singleton
final class Errands {
    private final CatchingUp catchingUp;
    private final ShardWork shards;
    private final Closing closing;
    private final DeadLetters deadLetters;
    private final Turns turns;

    Errands(CatchingUp catchingUp, ShardWork shards, Closing closing, DeadLetters deadLetters, Turns turns) {
        this.catchingUp = catchingUp;
        this.shards = shards;
        this.closing = closing;
        this.deadLetters = deadLetters;
        this.turns = turns;
    }

    /// Returns whether it is done: not where the node is stopping. What has waited for its place comes next.
    ///
    /// @throws InvalidDocumentException where trying again would not help
    boolean run(Errand errand) {
        var done = switch (errand) {
            case Errand.Begin begin -> {
                catchingUp.catchUp(begin.tenant(), begin.pact());
                yield true;
            }
            case Errand.Make make -> shards.make(make.tenant(), make.dueRun(), make.number());
            case Errand.Close close -> {
                closing.close(close.tenant(), close.dueRun());
                yield true;
            }
        };
        if (done) {
            turns.give(errand.tenant());
        }
        return done;
    }

    /// It is not tried any more, and that can be seen.
    void giveUp(Errand errand, String why) {
        switch (errand) {
            case Errand.Begin begin -> catchingUp.skip(begin.tenant(), begin.pact(), why);
            case Errand.Make make -> deadLetters.add(make.tenant(), make.dueRun(), why);
            case Errand.Close close -> deadLetters.add(close.tenant(), close.dueRun(), why);
        }
        turns.give(errand.tenant());
    }
}
