package dev.holdfast.service.schedule;

import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has made what was written down and never remembered: a node may die between the two. What is remembered already is
/// not remembered twice.
@Singleton
final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration OLD = Duration.ofMinutes(1);

    private final Database database;
    private final DueRunRows rows;
    private final Hands hands;
    private final Stamps stamps;

    /// Who does it.
    @Singleton
    record Hands(Timetable timetable, Turns turns, CatchingUp catchingUp) {}

    Sweeper(Database database, DueRunRows rows, Hands hands, Stamps stamps) {
        this.database = database;
        this.rows = rows;
        this.hands = hands;
        this.stamps = stamps;
    }

    @Scheduled(fixedDelay = "1m", initialDelay = "30s")
    void sweep() {
        for (var organisation : AuditLog.organisations(database)) {
            try {
                sweep(Tenant.of(organisation), OLD);
            } catch (RuntimeException e) {
                // the next organisation is none the worse for it
                LOG.warn("due runs of {} may wait: {}", organisation, e.getMessage());
            }
        }
    }

    void sweep(Tenant tenant, Duration old) {
        database.read(tenant, _ -> rows.unclosed(stamps.now().minus(old))).forEach(hands.timetable()::close);
        hands.turns().remind(tenant);
        hands.turns().give(tenant);
        hands.catchingUp().wakeForgotten(tenant);
    }
}
