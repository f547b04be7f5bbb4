package dev.holdfast.service.audit.log;

import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.Event;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.DatabaseException;
import dev.holdfast.service.database.Stamps;
import dev.holdfast.service.merkle.MerkleTree;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.MDC;

/// The audit log of the organisation whose transaction it is.
@Singleton
public final class AuditLog {
    /// Under what name the log of the process keeps the id of the request that is being answered.
    public static final String REQUEST = "request_id";

    /// As many leaves at most between two checkpoints.
    static final long LEAVES_PER_CHECKPOINT = 1_000;

    private final Checkpoints checkpoints;
    private final Stamps stamps;

    AuditLog(Checkpoints checkpoints, Stamps stamps) {
        this.checkpoints = checkpoints;
        this.stamps = stamps;
    }

    /// Adds an event, in the transaction of the change that it tells of; it belongs at its end, since nobody else of
    /// the
    /// organisation can add one until the transaction is over. Whatever goes wrong here undoes the change.
    ///
    /// @throws UnrecordedException when the database does not take it
    public Event record(Connection connection, UUID organisation, Actor actor, Deed deed) {
        try {
            return append(connection, organisation, actor, deed);
        } catch (SQLException | DatabaseException e) {
            throw new UnrecordedException(e);
        }
    }

    private Event append(Connection connection, UUID organisation, Actor actor, Deed deed) throws SQLException {
        lock(connection, organisation);
        var seq = size(connection, organisation);
        if (seq == 0) {
            begin(connection, organisation);
        }
        var stamp = stamps.next();
        var event = new Event(
                stamp.id().toString(),
                seq,
                organisation.toString(),
                stamp.at(),
                actor,
                deed.action(),
                deed.subject(),
                deed.before(),
                deed.after(),
                deed.reason(),
                Optional.ofNullable(MDC.get(REQUEST)),
                deed.decision());
        add(connection, organisation, event);
        if ((seq + 1) % LEAVES_PER_CHECKPOINT == 0) {
            checkpoints.sign(connection, organisation);
        }
        return event;
    }

    /// Events from one on, in order.
    public List<Event> events(Connection connection, UUID organisation, long from, int limit) throws SQLException {
        try (var query = connection.prepareStatement(
                "SELECT leaf FROM audit_events WHERE organisation = ? AND seq >= ? ORDER BY seq LIMIT ?")) {
            query.setObject(1, organisation);
            query.setLong(2, from);
            query.setInt(3, limit);
            var events = new ArrayList<Event>();
            try (var row = query.executeQuery()) {
                while (row.next()) {
                    events.add(Json.read("leaf " + (from + events.size()), row.getString(1), Event.class));
                }
            }
            return events;
        }
    }

    /// The tree over the first leaves.
    public MerkleTree tree(Connection connection, UUID organisation, long size) {
        return new MerkleTree(new StoredNodes(connection, organisation), size);
    }

    /// How many leaves there are.
    public static long size(Connection connection, UUID organisation) throws SQLException {
        try (var query = connection.prepareStatement(
                "SELECT coalesce(max(seq) + 1, 0) FROM audit_events WHERE organisation = ?")) {
            query.setObject(1, organisation);
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// Those that have a log, for tasks that go through all of them.
    public static List<UUID> organisations(Database database) {
        return database.anonymous(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT set_config('holdfast.task', 'checkpoints', true)");
                var organisations = new ArrayList<UUID>();
                try (var row = statement.executeQuery("SELECT organisation FROM audit_logs ORDER BY organisation")) {
                    while (row.next()) {
                        organisations.add(row.getObject(1, UUID.class));
                    }
                }
                return organisations;
            }
        });
    }

    /// One at a time, until the transaction ends: numbers have no gaps, and their order is that of the changes.
    private static void lock(Connection connection, UUID organisation) throws SQLException {
        try (var lock = connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtextextended(?, 0))")) {
            lock.setString(1, "audit log of " + organisation);
            lock.execute();
        }
    }

    private static void begin(Connection connection, UUID organisation) throws SQLException {
        try (var insert = connection.prepareStatement("INSERT INTO audit_logs (organisation) VALUES (?)")) {
            insert.setObject(1, organisation);
            insert.executeUpdate();
        }
    }

    private static void add(Connection connection, UUID organisation, Event event) throws SQLException {
        var nodes = new StoredNodes(connection, organisation);
        try (var insert = connection.prepareStatement(
                "INSERT INTO audit_events (organisation, seq, at, action, object, leaf) VALUES (?, ?, ?, ?, ?, ?)")) {
            insert.setObject(1, organisation);
            insert.setLong(2, event.seq());
            insert.setTimestamp(3, Timestamp.from(event.time()));
            insert.setString(4, event.action());
            insert.setString(5, event.subject().type() + "/" + event.subject().id());
            insert.setString(6, event.leaf());
            insert.executeUpdate();
        }
        nodes.add(new MerkleTree(nodes, event.seq()).grown(event.hash()));
    }
}
