package dev.holdfast.service.transcript.archive;

import dev.holdfast.service.audit.log.Round;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.util.UUID;

/// Erases transcripts whose time is over.
@Singleton
final class RetentionTask {
    private final Database database;
    private final TranscriptArchive archive;
    private final Stamps stamps;

    RetentionTask(Database database, TranscriptArchive archive, Stamps stamps) {
        this.database = database;
        this.archive = archive;
        this.stamps = stamps;
    }

    @Scheduled(fixedDelay = "10m", initialDelay = "1m")
    void run() {
        Round.go(database, "transcripts were not erased in time", this::run);
    }

    private void run(UUID organisation) {
        var erased = 1;
        while (erased > 0) {
            erased = database.write(
                    Tenant.of(organisation), connection -> archive.expire(connection, organisation, stamps.now()));
        }
    }
}
