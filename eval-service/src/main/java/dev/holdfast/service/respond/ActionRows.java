package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionJournal;
import dev.holdfast.alerting.action.Quarantine;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The actions of an organisation. Each state is committed before anything follows from it, and kept.
public record ActionRows(Database database, Tenant tenant, InstantSource clock) implements ActionJournal {
    /// Whether it was written down: there may be another one under way for the same agent.
    public boolean propose(Action action) {
        return database.write(tenant, connection -> {
            var written = Rows.change(
                    connection,
                    """
                    INSERT INTO actions (organisation, id, subject, ended, version, proposed_at, document)
                    VALUES (?, ?, ?, ?, ?, ?, ?::jsonb) ON CONFLICT DO NOTHING""",
                    tenant.organisation(),
                    action.id(),
                    IncidentRows.subject(action.subject()),
                    action.state().isEnded(),
                    action.version(),
                    action.proposedAt(),
                    Json.line(action));
            return written == 1 && keepState(connection, action);
        });
    }

    @Override
    public boolean write(Action before, Action after) {
        return database.write(tenant, connection -> {
            var written = Rows.change(
                    connection,
                    "UPDATE actions SET ended = ?, version = ?, document = ?::jsonb WHERE id = ? AND version = ?",
                    after.state().isEnded(),
                    after.version(),
                    Json.line(after),
                    before.id(),
                    before.version());
            return written == 1 && keepState(connection, after) && quarantine(connection, after);
        });
    }

    public List<Action> all() {
        return database.read(
                tenant,
                connection -> Rows.list(
                        connection, Action.class, "SELECT document FROM actions ORDER BY proposed_at DESC LIMIT 500"));
    }

    public Optional<Action> find(String id) {
        return database.read(
                tenant,
                connection ->
                        Rows.list(connection, Action.class, "SELECT document FROM actions WHERE id = ?", id).stream()
                                .findFirst());
    }

    /// Every state that it was in, oldest first.
    public List<Action> states(String id) {
        return database.read(
                tenant,
                connection -> Rows.list(
                        connection,
                        Action.class,
                        "SELECT document FROM action_states WHERE action = ? ORDER BY version",
                        id));
    }

    private boolean quarantine(Connection connection, Action action) throws SQLException {
        var quarantine = Quarantine.after(action);
        if (quarantine.isPresent()) {
            keep(connection, quarantine.get());
        }
        return true;
    }

    private void keep(Connection connection, Quarantine quarantine) throws SQLException {
        Rows.change(
                connection,
                """
                INSERT INTO quarantines (organisation, action, released, document) VALUES (?, ?, ?, ?::jsonb)
                ON CONFLICT (organisation, action) DO UPDATE
                SET released = excluded.released, document = excluded.document""",
                tenant.organisation(),
                quarantine.action(),
                quarantine.release().isPresent(),
                Json.line(quarantine));
    }

    /// Models that no gate lets through.
    public List<Quarantine> quarantines() {
        return database.read(
                tenant,
                connection -> Rows.list(
                        connection,
                        Quarantine.class,
                        "SELECT document FROM quarantines WHERE NOT released ORDER BY action"));
    }

    /// Lets a model go; empty where none was held because of this action.
    public Optional<Quarantine> release(String action, String by, String reason) {
        var held = quarantines().stream()
                .filter(quarantine -> quarantine.action().equals(action))
                .findFirst()
                .map(quarantine -> quarantine.released(by, reason, clock.instant()));
        held.ifPresent(released -> database.write(tenant, connection -> {
            keep(connection, released);
            return released;
        }));
        return held;
    }

    private boolean keepState(Connection connection, Action action) throws SQLException {
        Rows.change(
                connection,
                "INSERT INTO action_states (organisation, action, version, at, document) VALUES (?, ?, ?, ?, ?::jsonb)",
                tenant.organisation(),
                action.id(),
                action.version(),
                clock.instant(),
                Json.line(action));
        return true;
    }
}
