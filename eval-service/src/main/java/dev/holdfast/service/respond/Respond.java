package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.Breaker;
import dev.holdfast.alerting.action.Freeze;
import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Happening;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentEvent;
import dev.holdfast.alerting.incident.IncidentPolicy;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Trouble;
import dev.holdfast.alerting.notify.Silence;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.json.Json;
import dev.holdfast.service.audit.log.Deed;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// From an occasion or a decision to changed incidents and posted messages, in one transaction.
@Singleton
public final class Respond {
    /// To tell of the breaker, it need not be as of this very run.
    private static final Duration OFTEN_ENOUGH = Duration.ofSeconds(5);

    /// For so long a certifier may let an accepted behaviour wait, until it is told again.
    private static final Duration CERTIFYING = Duration.ofDays(7);

    private final ActionRows.Pen pen;
    private final Database database;
    private final Notices notices;
    private final InstantSource clock;

    Respond(ActionRows.Pen pen) {
        this.pen = pen;
        this.database = pen.database();
        this.notices = pen.notices();
        this.clock = pen.clock();
    }

    /// What a run has led to.
    record Outcome(List<Change> changes, List<Action> actions) {
        Outcome {
            changes = List.copyOf(changes);
            actions = List.copyOf(actions);
        }
    }

    /// What changes, and what is to be done about it. The same evaluation handed over again changes nothing.
    ///
    /// @param turn what the run says to the breaker
    Outcome to(Acting acting, Occasion occasion, Breaker.Turn turn, Consequence consequence) {
        var tenant = acting.tenant();
        var now = clock.instant();
        var subject = IncidentRows.subject(occasion.subject());
        return database.write(tenant, connection -> {
            var rows = new IncidentRows(connection, tenant.organisation());
            rows.lock(subject);
            if (!rows.isNew(occasion, turn, now)) {
                return new Outcome(List.of(), List.of());
            }
            var breaker = rows.breaker(now, OFTEN_ENOUGH);
            pen.figures().breaker(tenant.organisation(), breaker.phase() == Breaker.Phase.OPEN);
            var changes = unaccepted(
                    rows,
                    IncidentPolicy.after(
                            suspecting(occasion, turn, breaker),
                            rows.lately(subject, now).stream()
                                    .filter(Incident::isOpen)
                                    .toList()),
                    now);
            for (var change : changes) {
                rows.keep(change);
            }
            var actions = act(connection, acting, changes, consequence);
            log(
                    connection,
                    acting,
                    Deed.created("occasion", occasion.evaluation().id(), occasion.evaluation()));
            for (var change : changes) {
                log(connection, acting, change, Optional.empty());
            }
            return new Outcome(changes, actions);
        });
    }

    /// Somebody has accepted what is shown and a baseline of it waits for a certifier: it opens nothing meanwhile, for
    /// as
    /// long as that may take.
    private static List<Change> unaccepted(IncidentRows rows, List<Change> changes, Instant now) throws SQLException {
        var kept = new ArrayList<Change>();
        for (var change : changes) {
            var accepted = change.event() instanceof IncidentEvent.Opened
                    && rows.isAccepted(change.incident().identity(), now.minus(CERTIFYING));
            if (!accepted) {
                kept.add(change);
            }
        }
        return kept;
    }

    /// When many agents fail at once, whoever owns the service is told, and what this run measured still counts.
    private static Occasion suspecting(Occasion occasion, Breaker.Turn turn, Breaker breaker) {
        return breaker.phase() == Breaker.Phase.OPEN && turn.fails()
                ? occasion.with(new Trouble(Identity.Part.BREAKER, "of actions", breaker.reason()))
                : occasion;
    }

    /// Proposes first and tells then, so that the first message says what will be done.
    private List<Action> act(Connection connection, Acting acting, List<Change> changes, Consequence consequence)
            throws SQLException {
        var now = clock.instant();
        var tenant = acting.tenant();
        var actions = new ArrayList<Action>();
        for (var change : changes) {
            if (change.incident().isOpen()) {
                consequence.of(connection, change.incident()).ifPresent(actions::add);
            } else {
                supersede(connection, acting, change.incident());
            }
        }
        var told = new HashSet<String>();
        var subjects = changes.stream()
                .map(change -> IncidentRows.subject(change.incident()))
                .collect(Collectors.toSet());
        for (var subject : subjects) {
            told.addAll(notices.tell(connection, tenant.organisation(), subject, now));
        }
        for (var action : actions) {
            notices.proposed(connection, tenant, action, told.contains(action.incident()), now);
        }
        return actions;
    }

    /// What is to be done about an open incident that nothing could be decided about when it was told.
    Optional<Action> act(Tenant tenant, String incident, Consequence consequence) {
        return database.write(tenant, connection -> {
            var rows = new IncidentRows(connection, tenant.organisation());
            var found = rows.find(incident).filter(Incident::isOpen);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            rows.lock(IncidentRows.subject(found.get()));
            var action = consequence.of(connection, found.get());
            if (action.isPresent()) {
                notices.proposed(connection, tenant, action.get(), false, clock.instant());
            }
            return action;
        });
    }

    /// What waits for somebody, about an incident that is over, waits no more.
    private void supersede(Connection connection, Acting acting, Incident incident) throws SQLException {
        for (var action : ActionRows.of(connection, IncidentRows.subject(incident))) {
            var gone = action.superseded("the incident is over")
                    .filter(_ -> action.incident().equals(incident.id()));
            if (gone.isPresent()) {
                new ActionRows(pen, acting.tenant(), acting.actor()).write(connection, action, gone.get());
            }
        }
    }

    private void log(Connection connection, Acting acting, Deed deed) throws SQLException {
        pen.log().record(connection, acting.tenant().organisation(), acting.actor(), deed);
    }

    /// What is only seen again is in the evaluation, whose digest is in the log.
    private void log(Connection connection, Acting acting, Change change, Optional<String> reason) throws SQLException {
        var incident = change.incident();
        var what = switch (change.event()) {
            case IncidentEvent.Opened _ -> Optional.of("opened");
            case IncidentEvent.MoreUrgent _ -> Optional.of("more_urgent");
            case IncidentEvent.Acknowledged _ -> Optional.of("acknowledged");
            case IncidentEvent.Ended(var ending) ->
                Optional.of(ending.outcome().name().toLowerCase(Locale.ROOT));
            case IncidentEvent.SeenAgain _, IncidentEvent.Spread _, IncidentEvent.NotCounted _ ->
                Optional.<String>empty();
            case IncidentEvent.Acted _, IncidentEvent.PutForward _ -> Optional.<String>empty();
        };
        if (what.isPresent()) {
            log(
                    connection,
                    acting,
                    Deed.decided("incident", incident.id(), what.get(), incident)
                            .because(reason));
        }
    }

    /// The incident after a person's decision; empty where there is none, or nothing left to decide.
    ///
    /// @param with what is written into its history beside it
    Optional<Incident> decide(Acting acting, String incident, Decision decision, Optional<IncidentEvent> with) {
        var tenant = acting.tenant();
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
                if (with.isPresent()) {
                    rows.keep(new Change(rows.find(incident).orElseThrow(), decision.at(), with.get()));
                }
                rows.keep(change.get());
                if (!change.get().incident().isOpen()) {
                    supersede(connection, acting, change.get().incident());
                }
                notices.tell(connection, tenant.organisation(), subject, clock.instant());
                log(connection, acting, change.get(), Optional.of(decision.reason()));
            }
            return change.map(Change::incident);
        });
    }

    /// The newest first.
    public List<Incident> incidents(Tenant tenant) {
        return database.read(tenant, connection -> new IncidentRows(connection, tenant.organisation()).all());
    }

    /// The last runs of what an incident is about, as a PNG.
    public Optional<byte[]> chart(Tenant tenant, String incident) {
        return database.read(tenant, connection -> {
                    var found = new IncidentRows(connection, tenant.organisation()).find(incident);
                    return found.isEmpty()
                            ? Optional.<String>empty()
                            : Notices.chart(connection, tenant.organisation(), found.get());
                })
                .map(Base64.getDecoder()::decode);
    }

    /// Those that ended after a time.
    public List<Incident> ended(Tenant tenant, Instant since) {
        return database.read(tenant, connection -> new IncidentRows(connection, tenant.organisation()).ended(since));
    }

    public Optional<Incident> incident(Tenant tenant, String id) {
        return database.read(tenant, connection -> new IncidentRows(connection, tenant.organisation()).find(id));
    }

    /// The newest evaluation of an incident's agent.
    Optional<Evaluation> evaluation(Tenant tenant, Identity.Drift drift, Incident incident) {
        return database.read(
                tenant,
                connection -> new IncidentRows(connection, tenant.organisation())
                        .evaluation(drift.subject(), incident.latest().evaluation()));
    }

    /// The history of an incident, oldest first.
    public List<Happening> history(Tenant tenant, String incident) {
        return database.read(
                tenant, connection -> new IncidentRows(connection, tenant.organisation()).history(incident));
    }

    /// Silences that have not ended.
    public List<Silence> silences(Tenant tenant) {
        return database.read(
                tenant, connection -> new IncidentRows(connection, tenant.organisation()).silences(clock.instant()));
    }

    /// Whoever is bound to a project silences its incidents and no others.
    ///
    /// @return as it is kept
    public Silence silence(Acting acting, Silence wanted) {
        var silence = acting.tenant()
                .project()
                .map(project -> wanted.and("project", project.toString()))
                .orElse(wanted);
        return database.write(acting.tenant(), connection -> {
            new IncidentRows(connection, acting.tenant().organisation()).keep(silence);
            log(
                    connection,
                    acting,
                    Deed.created("silence", silence.id(), silence).because(Optional.of(silence.reason())));
            return silence;
        });
    }

    /// Whether there was such a silence.
    public boolean endSilence(Acting acting, String id, String reason) {
        return database.write(acting.tenant(), connection -> {
            var rows = new IncidentRows(connection, acting.tenant().organisation());
            var there = rows.silences(clock.instant()).stream()
                    .filter(silence -> silence.id().equals(id))
                    .findFirst();
            if (there.isEmpty() || !rows.endSilence(id)) {
                return false;
            }
            log(connection, acting, Deed.deleted("silence", id, there.get()).because(Optional.of(reason)));
            return true;
        });
    }

    /// Times in which nothing is changed without a person.
    public List<Freeze> freezes(Tenant tenant) {
        return database.read(tenant, connection -> Circumstances.freezes(connection, clock.instant()));
    }

    public void freeze(Acting acting, Freeze freeze) {
        database.write(acting.tenant(), connection -> {
            Rows.change(
                    connection,
                    "INSERT INTO freezes (organisation, id, until, document) VALUES (?, ?, ?, ?::jsonb)",
                    acting.tenant().organisation(),
                    freeze.id(),
                    freeze.until(),
                    Json.line(freeze));
            log(connection, acting, Deed.created("freeze", freeze.id(), freeze).because(Optional.of(freeze.reason())));
            return freeze;
        });
    }

    /// Whether there was such a freeze.
    public boolean endFreeze(Acting acting, String id, String reason) {
        return database.write(acting.tenant(), connection -> {
            var there = Circumstances.freezes(connection, clock.instant()).stream()
                    .filter(freeze -> freeze.id().equals(id))
                    .findFirst();
            if (there.isEmpty()) {
                return false;
            }
            Rows.change(connection, "DELETE FROM freezes WHERE id = ?", id);
            log(connection, acting, Deed.deleted("freeze", id, there.get()).because(Optional.of(reason)));
            return true;
        });
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
                notices.tell(connection, organisation, subject, now);
                return subject;
            });
        }
    }
}
