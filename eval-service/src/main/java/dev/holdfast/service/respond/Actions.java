package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionPolicy;
import dev.holdfast.alerting.action.Approval;
import dev.holdfast.alerting.action.Breaker;
import dev.holdfast.alerting.action.Destination;
import dev.holdfast.alerting.action.Executor;
import dev.holdfast.alerting.action.Limits;
import dev.holdfast.alerting.action.Situation;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.action.Verification;
import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.pact.Response;
import dev.holdfast.service.database.Database;
import dev.holdfast.service.database.Tenant;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Actions in the service: asked for or approved by people, carried out by whichever node gets to it, verified by the
/// next run.
@Singleton
public final class Actions {
    private final Database database;
    private final Switchboard switchboard;
    private final Respond respond;
    private final InstantSource clock;

    Actions(Database database, Switchboard switchboard, Respond respond, InstantSource clock) {
        this.database = database;
        this.switchboard = switchboard;
        this.respond = respond;
        this.clock = clock;
    }

    /// The actions of the tenant.
    public ActionRows of(Tenant tenant) {
        return new ActionRows(database, tenant, clock);
    }

    /// A person pins a model.
    public ActionPolicy.Decision pin(Tenant tenant, Incident incident, Asked asked) {
        var run = respond.evaluation(tenant, incident.latest().evaluation());
        if (!(incident.identity() instanceof Identity.Drift drift) || run.isEmpty()) {
            return new ActionPolicy.Nothing("a platform incident has no agent to take back");
        }
        var actuator = switchboard.actuator(tenant.organisation(), drift.subject());
        if (actuator.isEmpty()) {
            return new ActionPolicy.Nothing(
                    "nothing is known that holds the pin of " + drift.subject().agent());
        }
        var decision = ActionPolicy.asked(
                situation(tenant, incident, run.get(), asked.model(), actuator.get()),
                Limits.DEFAULT,
                Action.Kind.PIN,
                asked.by(),
                asked.reason());
        if (decision instanceof ActionPolicy.Proposed(var action)) {
            if (!of(tenant).propose(action)) {
                return new ActionPolicy.Nothing("another action is under way");
            }
            return new ActionPolicy.Proposed(carriedOut(tenant, action));
        }
        return decision;
    }

    /// What a person asks for, and why.
    public record Asked(String model, String by, String reason) {}

    /// What came of an approval; carried out at once if it was one.
    public Approval.Result approve(Tenant tenant, Action action, Approval approval) {
        return switch (approval.on(action)) {
            case Approval.NotTaken refused -> refused;
            case Approval.Taken(var taken) ->
                of(tenant).write(action, taken)
                        ? new Approval.Taken(carriedOut(tenant, taken))
                        : new Approval.NotTaken("somebody else has decided meanwhile");
        };
    }

    /// What a run of a watched agent changes: its incidents, and the actions that it decides about.
    public List<Change> respondTo(Tenant tenant, Occasion occasion) {
        var changes = respond.to(tenant, occasion);
        verify(tenant, occasion.evaluation(), IncidentRows.subject(occasion.subject()));
        return changes;
    }

    void verify(Tenant tenant, Evaluation run, String subject) {
        for (var action : of(tenant).all()) {
            if (action.state() == State.EXECUTED
                    && IncidentRows.subject(action.subject()).equals(subject)) {
                Verification.after(action, run)
                        .filter(verified -> of(tenant).write(action, verified))
                        .filter(verified -> verified.state() == State.VERIFIED)
                        .ifPresent(verified -> respond.decide(
                                tenant,
                                verified.incident(),
                                new Decision(Decision.What.VERIFIED, "holdfast", verified.why(), clock.instant())));
            }
        }
    }

    /// Takes up what a node left undone, and lets expire what nobody approved.
    @Scheduled(fixedDelay = "30s", initialDelay = "10s")
    public void takeUp() {
        for (var organisation : database.<List<UUID>>anonymous(Actions::pending)) {
            var tenant = Tenant.of(organisation);
            for (var action : of(tenant).all()) {
                var over = Verification.expired(action, clock.instant())
                        .or(() -> Verification.overdue(action, clock.instant()));
                over.ifPresent(ended -> of(tenant).write(action, ended));
                if (action.state() == State.AUTHORIZED || action.state() == State.EXECUTING) {
                    carriedOut(tenant, action);
                }
            }
        }
    }

    private static List<UUID> pending(java.sql.Connection connection) throws java.sql.SQLException {
        Rows.texts(connection, "SELECT set_config('holdfast.dispatcher', 'on', true)");
        return Rows.texts(connection, "SELECT DISTINCT organisation::text FROM actions WHERE NOT ended").stream()
                .map(UUID::fromString)
                .toList();
    }

    private Action carriedOut(Tenant tenant, Action action) {
        return switchboard
                .actuator(tenant.organisation(), action.subject())
                .map(actuator -> new Executor(of(tenant), clock).execute(action, actuator, lease()))
                .orElse(action);
    }

    /// Higher than everybody's before.
    private long lease() {
        return database.anonymous(connection -> Long.parseLong(
                Rows.texts(connection, "SELECT nextval('action_epochs')::text").getFirst()));
    }

    private Situation situation(Tenant tenant, Incident incident, Evaluation run, String model, Actuator actuator) {
        var subject = ((Identity.Drift) incident.identity()).subject();
        return new Situation(
                incident,
                run,
                new Response(List.of(), new Response.Act.Pin(model), Response.Approval.APPROVE),
                List.of(),
                Situation.Health.UNKNOWN,
                Optional.of(Destination.named(model)),
                false,
                of(tenant).quarantines().stream()
                        .anyMatch(each -> each.subject().equals(subject) && each.holds(model)),
                actuator.refusal(model),
                actuator.read(),
                of(tenant).all().stream()
                        .filter(action -> action.subject().equals(subject))
                        .toList(),
                false,
                Breaker.CLOSED,
                Long.MAX_VALUE,
                true,
                clock.instant());
    }
}
