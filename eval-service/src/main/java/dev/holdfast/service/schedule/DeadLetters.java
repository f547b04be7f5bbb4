package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.util.UUID;

/// Due runs that could not be made: they have failed, with the reason, and are listed until somebody has them made once
/// more.
@Singleton
final class DeadLetters {
    private final Database database;
    private final DueRunRows rows;
    private final Stamps stamps;
    private final Tally tally;

    DeadLetters(Database database, DueRunRows rows, Stamps stamps, Tally tally) {
        this.database = database;
        this.rows = rows;
        this.stamps = stamps;
        this.tally = tally;
    }

    /// Shards of one run may fail at once, and the run fails once.
    void add(Tenant tenant, UUID due, String why) {
        var failed = database.write(tenant, _ -> rows.fail(due, stamps.now(), why));
        if (failed > 0) {
            tally.failed(tenant, database.read(tenant, _ -> rows.findById(due)).orElseThrow());
        }
    }
}
