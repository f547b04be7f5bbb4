package dev.holdfast.service.retention;

import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.database.Database;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts away, every now and then, what is due.
@Singleton
final class RetentionTask {
    private static final Logger LOG = LoggerFactory.getLogger(RetentionTask.class);

    private final Database database;
    private final Retention retention;

    RetentionTask(Database database, Retention retention) {
        this.database = database;
        this.retention = retention;
    }

    @Scheduled(fixedDelay = "10m", initialDelay = "2m")
    void run() {
        for (var organisation : AuditLog.organisations(database)) {
            try {
                while (retention.putAway(organisation) > 0) {
                    // and the next hundred
                }
            } catch (RuntimeException e) {
                // the next organisation is none the worse for it
                LOG.error("runs of {} were not put away in time: {}", organisation, e.getMessage());
            }
        }
    }
}
