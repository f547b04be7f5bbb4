package dev.holdfast.service.respond;

import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentEvent;
import dev.holdfast.alerting.incident.IncidentPolicy;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.notify.Grouping;
import dev.holdfast.alerting.notify.MessageWriter;
import dev.holdfast.alerting.notify.Outlook;
import dev.holdfast.alerting.notify.Parcel;
import dev.holdfast.alerting.notify.Routing;
import dev.holdfast.alerting.notify.Silence;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// From an occasion or a decision to changed incidents and posted messages, in one transaction.
@Singleton
public final class Respond {
    private static final Duration INTERVAL = Duration.ofHours(6);

    /// When a group is looked at again that waits for nothing in particular, such as the end of an inhibition.
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private final Database database;
    private final Switchboard switchboard;
    private final InstantSource clock;

    Respond(Database database, Switchboard switchboard, InstantSource clock) {
        this.database = database;
        this.switchboard = switchboard;
        this.clock = clock;
    }

    /// What changes. The same evaluation handed over again changes nothing.
    public List<Change> to(Tenant tenant, Occasion occasion) {
        var now = clock.instant();
        var subject = IncidentRows.subject(occasion.subject());
        return database.write(tenant, connection -> {
            var rows = new IncidentRows(connection, tenant.organisation());
            rows.lock(subject);
            if (!rows.isNew(occasion.evaluation(), now)) {
                return List.of();
            }
            var open =
                    rows.lately(subject, now).stream().filter(Incident::isOpen).toList();
            var changes = IncidentPolicy.after(occasion, open);
            for (var change : changes) {
                rows.keep(change);
            }
            tell(connection, tenant.organisation(), subject, now);
            return changes;
        });
    }

    /// The incident after a person's decision; empty where there is none, or nothing left to decide.
    public Optional<Incident> decide(Tenant tenant, String incident, Decision decision) {
        return database.write(tenant, connection -> {
            var rows = new IncidentRows(connection, tenant.organisation());
            var found = rows.find(incident);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            var subject = IncidentRows.subject(found.get());
            rows.lock(subject);
            var change = decision.on(rows.find(incident).orElseThrow());
            if (change.isPresent()) {
                rows.keep(change.get());
                tell(connection, tenant.organisation(), subject, clock.instant());
            }
            return change.map(Change::incident);
        });
    }

    /// The newest first.
    public List<Incident> incidents(Tenant tenant) {
        return database.read(tenant, connection -> new IncidentRows(connection, tenant.organisation()).all());
    }

    public Optional<Incident> incident(Tenant tenant, String id) {
        return database.read(tenant, connection -> new IncidentRows(connection, tenant.organisation()).find(id));
    }

    /// An evaluation that was handed over.
    Optional<Evaluation> evaluation(Tenant tenant, String id) {
        return database.read(tenant, connection -> new IncidentRows(connection, tenant.organisation()).evaluation(id));
    }

    /// The history of an incident, oldest first.
    public List<IncidentEvent> events(Tenant tenant, String incident) {
        return database.read(
                tenant, connection -> new IncidentRows(connection, tenant.organisation()).events(incident));
    }

    /// Silences that have not ended.
    public List<Silence> silences(Tenant tenant) {
        return database.read(
                tenant, connection -> new IncidentRows(connection, tenant.organisation()).silences(clock.instant()));
    }

    public void silence(Tenant tenant, Silence silence) {
        database.write(tenant, connection -> {
            new IncidentRows(connection, tenant.organisation()).keep(silence);
            return silence;
        });
    }

    /// Whether there was such a silence.
    public boolean endSilence(Tenant tenant, String id) {
        return database.write(tenant, connection -> new IncidentRows(connection, tenant.organisation()).endSilence(id));
    }

    /// Looks again at groups whose time has come: repeats, escalations, ends of silences.
    void wake(UUID organisation) {
        var now = clock.instant();
        var tenant = Tenant.of(organisation);
        var subjects = database.read(
                tenant,
                connection -> Rows.texts(
                        connection, "SELECT DISTINCT subject FROM tellings WHERE wake_at <= ? LIMIT 200", now));
        for (var subject : subjects) {
            database.write(tenant, connection -> {
                new IncidentRows(connection, organisation).lock(subject);
                tell(connection, organisation, subject, now);
                return subject;
            });
        }
    }

    /// Posts what is due about the incidents of a subject, and of the platform.
    private void tell(Connection connection, UUID organisation, String subject, Instant now) throws SQLException {
        var rows = new IncidentRows(connection, organisation);
        var lines = switchboard.of(organisation);
        var incidents = rows.lately(subject, now);
        var groups = new Routing(lines.routes(), rows.silences(now)).groups(incidents, rows.told(subject), now);
        for (var group : groups) {
            var filed = IncidentRows.subject(group.members().getFirst());
            switch (group.due(now)) {
                case Grouping.Wait(var until) -> rows.keep(group.told(), filed, until.or(() -> later(group, now)));
                case Grouping.Tell tell -> {
                    post(connection, organisation, tell, now);
                    rows.keep(group.after(tell, now), filed, later(group, now));
                }
            }
        }
    }

    private static Optional<Instant> later(Grouping group, Instant now) {
        return group.members().stream().anyMatch(Incident::isOpen)
                ? Optional.of(now.plus(LOOK_AGAIN))
                : Optional.empty();
    }

    private void post(Connection connection, UUID organisation, Grouping.Tell tell, Instant now) throws SQLException {
        var lines = switchboard.of(organisation);
        var message =
                new MessageWriter(lines.links(), Respond::outlook, _ -> Optional.empty(), INTERVAL).write(tell, now);
        var outbox = new Outbox(connection, organisation);
        for (var receiver : tell.receivers()) {
            var channel = lines.channels().get(receiver);
            if (channel != null) {
                for (var payload : channel.render(message)) {
                    outbox.post(Parcel.posted(receiver, payload, now));
                }
            }
        }
    }

    private static Outlook outlook(Incident incident) {
        return new Outlook(
                "Nothing by itself, unless an action is listed with the incident.",
                List.of(
                        "acknowledge: POST /v1/incidents/" + incident.id() + "/decisions {\"what\": \"acknowledge\"}",
                        "accept the new behaviour, mark it as noise, or close it: the same with accept, noise, close",
                        "pin another model: POST /v1/incidents/" + incident.id() + "/pins",
                        "silence: POST /v1/silences"));
    }
}
