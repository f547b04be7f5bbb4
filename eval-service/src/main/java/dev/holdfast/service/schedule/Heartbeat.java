package dev.holdfast.service.schedule;

import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.figures.Figures;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells when runs were completed and logs signed for the last time, as the database has it: a node that has just been
/// started must not look like one that has done nothing, nor the other way round.
@Singleton
final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Database database;
    private final Figures figures;

    Heartbeat(Database database, Figures figures) {
        this.database = database;
        this.figures = figures;
    }

    @Scheduled(fixedDelay = "30s", initialDelay = "3s")
    void beat() {
        try {
            for (var organisation : AuditLog.organisations(database)) {
                database.read(Tenant.of(organisation), connection -> {
                    completed(connection, organisation);
                    signed(connection, organisation);
                    return true;
                });
            }
        } catch (RuntimeException e) {
            LOG.warn("figures are as old as the last time that the database answered: {}", e.getMessage());
        }
    }

    /// Of two pacts with one name, in two projects, the one that has waited longer.
    private void completed(Connection connection, UUID organisation) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT name, min(ended_at) FROM (
                    SELECT p.name, (SELECT d.ended_at FROM due_runs d
                        WHERE d.organisation = p.organisation AND d.pact = p.id AND d.state = 'ended'
                        ORDER BY d.due_at DESC LIMIT 1) AS ended_at
                    FROM pacts p WHERE p.organisation = ?) AS newest
                WHERE ended_at IS NOT NULL GROUP BY name""")) {
            select.setObject(1, organisation);
            try (var row = select.executeQuery()) {
                while (row.next()) {
                    figures.completed(
                            new Figures.Watched(organisation, row.getString(1)),
                            row.getObject(2, OffsetDateTime.class).toInstant());
                }
            }
        }
    }

    private void signed(Connection connection, UUID organisation) throws SQLException {
        try (var select = connection.prepareStatement(
                "SELECT signed_at FROM audit_checkpoints WHERE organisation = ? ORDER BY size DESC LIMIT 1")) {
            select.setObject(1, organisation);
            try (var row = select.executeQuery()) {
                if (row.next()) {
                    figures.signed(
                            organisation, row.getObject(1, OffsetDateTime.class).toInstant());
                }
            }
        }
    }
}
