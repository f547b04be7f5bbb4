package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionPolicy;
import dev.holdfast.alerting.action.Limits;
import dev.holdfast.alerting.action.Preconditions;
import dev.holdfast.alerting.action.Situation;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.actuator.Rehearsal;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Response;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.respond.Circumstances.Aim;
import dev.holdfast.service.respond.Circumstances.Case;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// Proposes actions: after a run, or because a person asks for one.
@Singleton
final class Proposing {
    private final ActionRows.Pen pen;
    private final Respond respond;
    private final Circumstances circumstances;
    private final Suites suites;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Proposing(ActionRows.Pen pen, Respond respond, Circumstances circumstances, Suites suites) {
        this.pen = pen;
        this.respond = respond;
        this.circumstances = circumstances;
        this.suites = suites;
    }

    /// Begins to find out what can be done about what a run shows, if it shows something that the pact wants undone.
    Looking look(Tenant tenant, Occasion occasion) {
        var suite = suites.of(tenant, occasion.subject());
        var response = suite.map(Suites.Suite::response).orElse(Response.NOTHING);
        var wanted = occasion.evaluation().verdict() == Verdict.FAIL
                && response.mode() != Response.Approval.OBSERVE
                && !(response.act() instanceof Response.Act.Nothing);
        var aim = Aim.of(response.act(), suite);
        var actuator = wanted ? circumstances.actuator(tenant, occasion.subject(), aim) : Optional.<Actuator>empty();
        var sight = actuator.map(holder -> CompletableFuture.supplyAsync(
                        () -> circumstances.look(holder, aim, isControlled(tenant, suite, occasion.evaluation())),
                        threads)
                .exceptionally(e -> unseen(aim, e)));
        return new Looking(this, tenant, occasion, suite, sight);
    }

    /// Whatever goes wrong with whoever holds the pin, the incident is told.
    private static Circumstances.Sight unseen(Aim aim, Throwable e) {
        return new Circumstances.Sight(
                aim,
                new Reading.Unreadable("whoever holds the pin could not be asked: "
                        + e.getClass().getSimpleName()),
                new Rehearsal(List.of(), List.of(), Optional.empty()),
                false);
    }

    private boolean isControlled(Tenant tenant, Optional<Suites.Suite> suite, Evaluation evaluation) {
        return suite.filter(each -> suites.isControlled(tenant, each, evaluation))
                .isPresent();
    }

    /// Proposes in the incident's own transaction.
    Optional<Action> propose(Connection connection, Tenant tenant, Case of, Looking looking) throws SQLException {
        var situation = circumstances.situation(
                connection,
                tenant,
                of,
                looking.suite(),
                looking.sight().orElseThrow().join());
        if (!(ActionPolicy.after(situation, Limits.DEFAULT) instanceof ActionPolicy.Proposed(var action))
                || isSaidAlready(connection, action)) {
            return Optional.empty();
        }
        var rows = new ActionRows(pen, tenant, Acting.system(tenant, "actions").actor());
        return rows.propose(connection, action) ? Optional.of(action) : Optional.empty();
    }

    /// That the same is still in the way is told once.
    private static boolean isSaidAlready(Connection connection, Action action) throws SQLException {
        return action.state() == State.BLOCKED
                && ActionRows.newest(connection, action.incident())
                        .filter(last ->
                                last.state() == State.BLOCKED && last.why().equals(action.why()))
                        .isPresent();
    }

    /// After whoever holds the pin has answered at last.
    List<Action> late(Tenant tenant, Respond.Outcome outcome, Looking looking) {
        looking.sight().ifPresent(CompletableFuture::join);
        return outcome.changes().stream()
                .map(change -> change.incident())
                .filter(incident -> incident.isOpen() && incident.identity() instanceof Identity.Drift)
                .flatMap(incident -> respond.act(tenant, incident.id(), looking).stream())
                .toList();
    }

    /// Because a person asks for it. What waited for somebody gives way.
    ActionPolicy.Decision ask(Acting acting, String incident, Asked asked) {
        var open = respond.incident(acting.tenant(), incident);
        if (open.isEmpty() || !(open.get().identity() instanceof Identity.Drift drift)) {
            return new ActionPolicy.Nothing("a platform incident has no agent to take back");
        }
        var suite = suites.of(acting.tenant(), drift.subject());
        var aim = Aim.of(asked.kind(), asked.name(), suite);
        var actuator = circumstances.actuator(acting.tenant(), drift.subject(), aim);
        var run = respond.evaluation(acting.tenant(), drift, open.get());
        if (actuator.isEmpty() || run.isEmpty()) {
            return new ActionPolicy.Nothing(nobody(asked, drift));
        }
        var sight = circumstances.look(actuator.get(), aim, false);
        return pen.database().write(acting.tenant(), connection -> {
            new IncidentRows(connection, acting.tenant().organisation()).lock(IncidentRows.subject(drift.subject()));
            var rows = new ActionRows(pen, acting.tenant(), acting.actor());
            for (var waiting : ActionRows.of(connection, IncidentRows.subject(drift.subject()))) {
                var gone = waiting.superseded(acting.name() + " does something else instead");
                if (gone.isPresent()) {
                    rows.write(connection, waiting, gone.get());
                }
            }
            var situation =
                    circumstances.situation(connection, acting.tenant(), as(open.get(), run.get(), aim), suite, sight);
            var decision = ActionPolicy.asked(situation, Limits.DEFAULT, asked.kind(), acting.name(), asked.reason());
            return decision instanceof ActionPolicy.Proposed(var action) && !rows.propose(connection, action)
                    ? new ActionPolicy.Nothing("another action is under way")
                    : decision;
        });
    }

    private static String nobody(Asked asked, Identity.Drift drift) {
        return asked.kind() == Action.Kind.REMEDIATE
                ? "no hook \"" + asked.name() + "\" is known"
                : "nothing is known that holds the pin of " + drift.subject().agent()
                        + "; where agents of several projects go by that name, the alerting file has to say whose it is";
    }

    private static Case as(Incident incident, Evaluation run, Aim aim) {
        var response = new Response(List.of(), aim.act(), Response.Approval.APPROVE);
        return new Case(incident, run, response, Situation.Health.UNKNOWN);
    }

    Optional<Actuator> actuator(Tenant tenant, Action action) {
        return circumstances.actuator(tenant, action.subject(), Aim.of(action));
    }

    /// What would come of it; empty where there is no such drift, or nothing is known that holds the pin.
    Optional<Prospect> prospect(Tenant tenant, String incident, Function<Optional<Suites.Suite>, Aim> where) {
        var found = respond.incident(tenant, incident);
        if (found.isEmpty() || !(found.get().identity() instanceof Identity.Drift drift)) {
            return Optional.empty();
        }
        var suite = suites.of(tenant, drift.subject());
        var aim = where.apply(suite);
        var run = respond.evaluation(tenant, drift, found.get());
        return circumstances
                .actuator(tenant, drift.subject(), aim)
                .filter(_ -> run.isPresent())
                .map(actuator -> circumstances.look(actuator, aim, isControlled(tenant, suite, run.orElseThrow())))
                .map(sight -> pen.database().write(tenant, connection -> {
                    var mode = suite.map(Suites.Suite::response).map(Response::mode);
                    var response = new Response(List.of(), aim.act(), mode.orElse(Response.Approval.APPROVE));
                    var of = new Case(
                            found.get(),
                            run.orElseThrow(),
                            response,
                            Looking.health(run.get(), drift, sight.controlled()));
                    var situation = circumstances.situation(connection, tenant, of, suite, sight);
                    return new Prospect(
                            aim.kind(),
                            response.mode(),
                            sight.pinned() instanceof Reading.Current(var model, var _, var _)
                                    ? Optional.of(model)
                                    : Optional.empty(),
                            aim.destination(),
                            Preconditions.checks(situation, Limits.DEFAULT),
                            sight.rehearsal());
                }));
    }
}
