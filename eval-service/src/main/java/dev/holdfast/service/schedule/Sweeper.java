package dev.holdfast.service.schedule;

import dev.holdfast.service.audit.log.Round;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.QuartzTables;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.database.Tenant;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.quartz.TriggerKey;
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
        try {
            takeUp();
        } catch (RuntimeException e) {
            LOG.warn("what other nodes have set aside may wait: {}", e.getMessage());
        }
        Round.go(database, "due runs may wait", organisation -> sweep(Tenant.of(organisation), OLD));
    }

    /// Quartz sets a job aside for good whose class a node does not know. This one knows its own.
    void takeUp() {
        var setAside = database.<List<TriggerKey>>anonymous(Sweeper::setAside);
        if (!setAside.isEmpty()) {
            LOG.info("{} jobs that another node has set aside are taken up", setAside.size());
            hands.timetable().takeUp(setAside);
        }
    }

    private static List<TriggerKey> setAside(Connection connection) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT t.trigger_name, t.trigger_group FROM %1$s.qrtz_triggers t
                JOIN %1$s.qrtz_job_details j USING (sched_name, job_name, job_group)
                WHERE t.trigger_state = 'ERROR' AND j.job_class_name = ? LIMIT 500""".formatted(QuartzTables.SCHEMA))) {
            select.setString(1, ErrandJob.class.getName());
            try (var row = select.executeQuery()) {
                var found = new ArrayList<TriggerKey>();
                while (row.next()) {
                    found.add(new TriggerKey(row.getString(1), row.getString(2)));
                }
                return found;
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
