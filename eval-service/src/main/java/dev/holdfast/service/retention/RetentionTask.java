package dev.holdfast.service.retention;

import dev.holdfast.service.audit.log.Round;
import dev.holdfast.service.database.Database;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;

/// Puts away, every now and then, what is due.
@Singleton
final class RetentionTask {
    private final Database database;
    private final Retention retention;

    RetentionTask(Database database, Retention retention) {
        this.database = database;
        this.retention = retention;
    }

    @Scheduled(fixedDelay = "10m", initialDelay = "2m")
    void run() {
        Round.go(database, "runs were not put away in time", organisation -> {
            while (retention.putAway(organisation) > 0) {
                // and the next hundred
            }
        });
    }
}
