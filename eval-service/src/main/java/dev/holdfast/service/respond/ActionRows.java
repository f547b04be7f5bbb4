package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionJournal;
import dev.holdfast.alerting.action.Quarantine;
import dev.holdfast.alerting.action.State;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.Actor;
import dev.holdfast.service.audit.log.AuditLog;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.figures.Figures;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// The actions of an organisation. A state, its line in the audit log and the message about it are committed together,
/// before anything follows from them: where one of them cannot be written, nothing is done.
public final class ActionRows implements ActionJournal {
    private static final String MOST = "500";

    private final Pen pen;
    private final Tenant tenant;
    private final Actor actor;

    /// What is written with.
    @Singleton
    record Pen(Database database, Notices notices, AuditLog log, Figures figures, InstantSource clock) {}

    /// An action as it stood, and since when.
    public record Stood(Instant at, Action action) {}

    /// @param actor who is at it, as the audit log has it
    ActionRows(Pen pen, Tenant tenant, Actor actor) {
        this.pen = pen;
        this.tenant = tenant;
        this.actor = actor;
    }

    /// Whether it was written down: there may be another one under way for the same agent.
    boolean propose(Connection connection, Action action) throws SQLException {
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
        if (written == 1) {
            keepState(connection, action);
            log(connection, action);
        }
        return written == 1;
    }

    @Override
    public boolean write(Action before, Action after) {
        return pen.database().write(tenant, connection -> {
            new IncidentRows(connection, tenant.organisation()).lock(IncidentRows.subject(after.subject()));
            return write(connection, before, after);
        });
    }

    /// In the transaction of something else, which has locked the incidents of the agent.
    boolean write(Connection connection, Action before, Action after) throws SQLException {
        var written = Rows.change(
                connection,
                "UPDATE actions SET ended = ?, version = ?, document = ?::jsonb WHERE id = ? AND version = ?",
                after.state().isEnded(),
                after.version(),
                Json.line(after),
                before.id(),
                before.version());
        if (written == 1) {
            keepState(connection, after);
            quarantine(connection, after);
            pen.notices()
                    .acted(
                            connection,
                            tenant,
                            before.state(),
                            after,
                            pen.clock().instant());
            log(connection, after);
        }
        return written == 1;
    }

    /// The newest first.
    public List<Action> all() {
        return list("SELECT document FROM actions ORDER BY proposed_at DESC LIMIT " + MOST);
    }

    /// Those of an agent, the newest first.
    static List<Action> of(Connection connection, String subject) throws SQLException {
        return Rows.list(
                connection,
                Action.class,
                "SELECT document FROM actions WHERE subject = ? ORDER BY proposed_at DESC LIMIT " + MOST,
                subject);
    }

    /// The newest one about an incident.
    static Optional<Action> newest(Connection connection, String incident) throws SQLException {
        return Rows.list(connection, Action.class, """
                        SELECT document FROM actions WHERE document ->> 'incident' = ?
                        ORDER BY proposed_at DESC LIMIT 1""", incident).stream().findFirst();
    }

    /// Those that have not ended.
    List<Action> open() {
        return list("SELECT document FROM actions WHERE NOT ended ORDER BY proposed_at");
    }

    public Optional<Action> find(String id) {
        return list("SELECT document FROM actions WHERE id = ?", id).stream().findFirst();
    }

    /// Every state that it was in, oldest first.
    public List<Action> states(String id) {
        return list("SELECT document FROM action_states WHERE action = ? ORDER BY version", id);
    }

    /// What was done about an incident, the newest action first, each with its states, the oldest first.
    public List<List<Stood>> about(String incident) {
        var states = list(Stood.class, """
                SELECT jsonb_build_object('at', s.at, 'action', s.document)
                FROM actions a JOIN action_states s ON s.organisation = a.organisation AND s.action = a.id
                WHERE a.document ->> 'incident' = ? ORDER BY a.proposed_at DESC, a.id, s.version""", incident);
        return List.copyOf(states.stream()
                .collect(Collectors.groupingBy(
                        state -> state.action().id(), LinkedHashMap::new, Collectors.toUnmodifiableList()))
                .values());
    }

    private List<Action> list(String query, String... values) {
        return list(Action.class, query, values);
    }

    private <T> List<T> list(Class<T> type, String query, String... values) {
        return pen.database().read(tenant, connection -> Rows.list(connection, type, query, (Object[]) values));
    }

    private void quarantine(Connection connection, Action action) throws SQLException {
        var quarantine = Quarantine.after(action);
        if (quarantine.isPresent()) {
            Quarantines.keep(connection, tenant.organisation(), quarantine.get());
        }
    }

    private void keepState(Connection connection, Action action) throws SQLException {
        Rows.change(
                connection,
                "INSERT INTO action_states (organisation, action, version, at, document) VALUES (?, ?, ?, ?, ?::jsonb)",
                tenant.organisation(),
                action.id(),
                action.version(),
                pen.clock().instant(),
                Json.line(action));
    }

    private void log(Connection connection, Action action) throws SQLException {
        var state = action.state().name().toLowerCase(Locale.ROOT);
        pen.figures().action(action.kind().name().toLowerCase(Locale.ROOT), state);
        var why = action.state() == State.PROPOSED ? Optional.<String>empty() : Optional.of(action.why());
        pen.log()
                .record(
                        connection,
                        tenant.organisation(),
                        actor,
                        Deed.decided("action", action.id(), state, action).because(why));
    }
}
