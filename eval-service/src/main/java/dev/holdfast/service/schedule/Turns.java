package dev.holdfast.service.schedule;

import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.QuartzTables;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Whose shards are made next, where more are due than can be made at once.
///
/// The timetable makes first what it was handed first. So of each organisation it is handed no more than its share of
/// what all nodes can make at once: an organisation that wants a thousand runs waits for itself, and another's shard
/// waits
/// for a handful at most. Within an organisation what has priority goes first, then what has waited longest.
@Singleton
final class Turns {
    /// Of the [QuartzFactory#AT_ONCE] that a node makes; the others are free for whoever comes next, however much one
    /// organisation wants.
    static final int OF_A_NODE = QuartzFactory.AT_ONCE * 3 / 4;

    private final Database database;
    private final Timetable timetable;

    Turns(Database database, Timetable timetable) {
        this.database = database;
        this.timetable = timetable;
    }

    /// Hands the organisation's next shards over, as many as it has places left. To be asked whenever one more shard is
    /// due, and whenever one was made.
    void give(Tenant of) {
        var tenant = Tenant.of(of.organisation());
        var next = database.write(tenant, connection -> {
            lock(connection, tenant.organisation());
            return take(connection, tenant.organisation(), share(connection, tenant.organisation()));
        });
        next.forEach(timetable::shard);
    }

    /// Hands over once more what a node had taken when it died; what is remembered already is not remembered twice.
    void remind(Tenant tenant) {
        database.read(tenant, connection -> {
                    try (var select = connection.prepareStatement("""
                            SELECT s.due_run, s.number, d.priority
                            FROM shards s JOIN due_runs d ON d.organisation = s.organisation AND d.id = s.due_run
                            WHERE s.organisation = ? AND NOT s.done AND s.queued AND d.ended_at IS NULL""")) {
                        select.setObject(1, tenant.organisation());
                        return turns(select, tenant.organisation());
                    }
                })
                .forEach(timetable::shard);
    }

    /// A due run is to be made once more: its shards wait anew, inside the tenant's transaction.
    static void standInLine(Connection connection, UUID due) throws SQLException {
        try (var update =
                connection.prepareStatement("UPDATE shards SET queued = false WHERE due_run = ? AND NOT done")) {
            update.setObject(1, due);
            update.executeUpdate();
        }
    }

    /// A shard whose turn it is.
    record Turn(Errand.Make errand, int priority) {}

    private static void lock(Connection connection, UUID organisation) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 501))")) {
            lock.setString(1, organisation.toString());
            lock.execute();
        }
    }

    /// What all nodes can make, divided among those who have something made now.
    private static int share(Connection connection, UUID organisation) throws SQLException {
        try (var select = connection.prepareStatement("""
                SELECT (SELECT count(*) FROM %1$s.qrtz_scheduler_state),
                       (SELECT count(DISTINCT description) FROM %1$s.qrtz_job_details WHERE description <> ?)""".formatted(QuartzTables.SCHEMA))) {
            select.setString(1, organisation.toString());
            try (var row = select.executeQuery()) {
                row.next();
                var places = Math.max(1, row.getInt(1)) * OF_A_NODE;
                return Math.max(1, places / (row.getInt(2) + 1));
            }
        }
    }

    /// A run that is being closed takes the place of a shard: its judges are asked then. Where shards take turns, only
    /// the first that is open may go.
    private static List<Turn> take(Connection connection, UUID organisation, int share) throws SQLException {
        try (var update = connection.prepareStatement("""
                WITH open AS (
                    SELECT s.due_run, s.number, s.queued, d.priority, d.created_at, d.in_turn,
                           row_number() OVER (PARTITION BY s.due_run ORDER BY s.number) AS place
                    FROM shards s JOIN due_runs d ON d.organisation = s.organisation AND d.id = s.due_run
                    WHERE s.organisation = ? AND NOT s.done AND d.ended_at IS NULL),
                taken AS (
                    SELECT (SELECT count(*) FROM open WHERE queued)
                         + (SELECT count(*) FROM due_runs
                            WHERE organisation = ? AND ended_at IS NULL AND state = 'closing') AS places),
                next AS (
                    SELECT due_run, number, priority FROM open WHERE NOT queued AND (place = 1 OR NOT in_turn)
                    ORDER BY priority DESC, created_at, due_run, number
                    LIMIT greatest(0, ? - (SELECT places FROM taken)))
                UPDATE shards SET queued = true FROM next
                WHERE shards.organisation = ? AND shards.due_run = next.due_run AND shards.number = next.number
                RETURNING next.due_run, next.number, next.priority""")) {
            update.setObject(1, organisation);
            update.setObject(2, organisation);
            update.setInt(3, share);
            update.setObject(4, organisation);
            return turns(update, organisation);
        }
    }

    private static List<Turn> turns(PreparedStatement select, UUID organisation) throws SQLException {
        try (var row = select.executeQuery()) {
            var turns = new ArrayList<Turn>();
            while (row.next()) {
                var errand = new Errand.Make(organisation, row.getObject(1, UUID.class), row.getInt(2));
                turns.add(new Turn(errand, row.getInt(3)));
            }
            return List.copyOf(turns);
        }
    }
}
