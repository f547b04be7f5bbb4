package dev.holdfast.service.respond;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionPolicy;
import dev.holdfast.alerting.action.Approval;
import dev.holdfast.alerting.action.Executor;
import dev.holdfast.alerting.action.Precondition;
import dev.holdfast.alerting.action.Preconditions;
import dev.holdfast.alerting.action.State;
import dev.holdfast.alerting.action.Verification;
import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.service.database.Tenant;
import dev.holdfast.service.refusal.RefusedException;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Actions in the service: proposed after a run, asked for or approved by people, carried out by whichever node gets to
/// it, verified by the next run.
@Singleton
public final class Actions {
    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);

    /// A verification that could not tell is run again after this long.
    private static final Duration AGAIN = Duration.ofHours(1);

    private final ActionRows.Pen pen;
    private final Respond respond;
    private final Proposing proposing;
    private final Rollouts rollouts;
    private final Switchboard switchboard;
    private final Suites suites;
    private final Deciding deciding;

    /// Who holds pins, and what runs suites.
    @Singleton
    record Known(Switchboard switchboard, Suites suites) {}

    Actions(ActionRows.Pen pen, Respond respond, Proposing proposing, Rollouts rollouts, Known known) {
        this.pen = pen;
        this.respond = respond;
        this.proposing = proposing;
        this.rollouts = rollouts;
        this.switchboard = known.switchboard();
        this.suites = known.suites();
        this.deciding = new Deciding(pen, respond, suites);
    }

    /// The actions of the tenant.
    public ActionRows of(Acting acting) {
        return new ActionRows(pen, acting.tenant(), acting.actor());
    }

    /// What a run of a watched agent changes: its incidents, and what is done about them.
    public List<Change> respondTo(Acting by, Occasion occasion) {
        var acting = by.whole();
        var looking = proposing.look(acting.tenant(), occasion);
        var late = looking.isLate();
        var outcome = respond.to(acting, occasion, looking.turn(), late ? Consequence.NONE : looking);
        verify(acting.tenant(), occasion.evaluation(), occasion.subject());
        rollouts.hear(acting.tenant(), occasion.evaluation(), occasion.subject());
        var proposed = late ? proposing.late(acting.tenant(), outcome, looking) : outcome.actions();
        proposed.forEach(action -> carriedOut(Acting.system(acting.tenant(), "actions"), action));
        return outcome.changes();
    }

    /// The incident after a person's decision; empty where there is none, or nothing left to decide.
    public Optional<Incident> decide(Acting acting, String incident, Decision decision) {
        return deciding.decide(acting, incident, decision);
    }

    /// What a person asks for, carried out at once.
    public ActionPolicy.Decision ask(Acting by, String incident, Asked asked) {
        seen(by.tenant(), incident);
        var acting = by.whole();
        var decision = proposing.ask(acting, incident, asked);
        return decision instanceof ActionPolicy.Proposed(var action)
                ? new ActionPolicy.Proposed(carriedOut(acting, action))
                : decision;
    }

    /// What would come of it; empty where there is no such drift, or nothing is known that holds the pin.
    public Optional<Prospect> prospect(Tenant tenant, String incident, Action.Kind kind, String name) {
        seen(tenant, incident);
        return proposing.prospect(
                Tenant.of(tenant.organisation()), incident, suite -> Circumstances.Aim.of(kind, name, suite));
    }

    /// Whoever is bound to a project has nothing done about another one's incidents.
    private void seen(Tenant tenant, String incident) {
        if (respond.incident(tenant, incident).isEmpty()) {
            throw RefusedException.missing("incident", incident);
        }
    }

    /// What came of an approval; carried out at once if it was one.
    ///
    /// @param action that whoever approves was shown
    public Approval.Result approve(Acting by, Action action, Approval approval) {
        var acting = by.whole();
        return switch (approval.on(action)) {
            case Approval.NotTaken refused -> refused;
            case Approval.Taken(var taken) -> {
                var checked = taken.state() == State.AUTHORIZED
                        ? blocker(acting.tenant(), action).map(action::blocked).orElse(taken)
                        : taken;
                yield of(acting).write(action, checked)
                        ? new Approval.Taken(carriedOut(acting, checked))
                        : new Approval.NotTaken("somebody else has decided meanwhile");
            }
        };
    }

    /// What nobody can decide away is looked at again: much may have happened since it was proposed.
    private Optional<String> blocker(Tenant tenant, Action action) {
        return proposing
                .prospect(tenant, action.incident(), _ -> Circumstances.Aim.of(action))
                .map(prospect -> prospect.checks().stream()
                        .filter(check -> check.forEverybody() && !check.holds())
                        .filter(check -> check.precondition() != Precondition.ALONE)
                        .map(Preconditions.Check::sentence)
                        .findFirst())
                .orElse(Optional.of("nothing is known any more that holds the pin"));
    }

    void verify(Tenant tenant, Evaluation run, Subject subject) {
        var rows = of(Acting.system(tenant, "actions"));
        for (var action : rows.open()) {
            if (action.subject().equals(subject)) {
                Verification.after(action, run, settles(action)).ifPresent(verified -> rows.write(action, verified));
            }
        }
    }

    /// Takes up what a node left undone, lets expire what nobody approved, and has run again what is to be verified.
    @Scheduled(fixedDelay = "30s", initialDelay = "10s")
    public void takeUp() {
        for (var organisation : pen.database().<List<UUID>>anonymous(Actions::pending)) {
            var acting = Acting.system(Tenant.of(organisation), "actions");
            for (var action : of(acting).open()) {
                try {
                    takeUp(acting, action);
                } catch (RuntimeException e) {
                    // one that cannot be carried out holds up none
                    LOG.error("action {} could not be taken up", action.id(), e);
                }
            }
        }
    }

    private void takeUp(Acting acting, Action action) {
        var now = pen.clock().instant();
        var over = Verification.expired(action, now).or(() -> Verification.overdue(action, now));
        if (over.isPresent()) {
            of(acting).write(action, over.get());
        } else {
            carriedOut(acting, action);
        }
    }

    private static List<UUID> pending(java.sql.Connection connection) throws java.sql.SQLException {
        Rows.texts(connection, "SELECT set_config('holdfast.dispatcher', 'on', true)");
        return Rows.texts(connection, "SELECT DISTINCT organisation::text FROM actions WHERE NOT ended").stream()
                .map(UUID::fromString)
                .toList();
    }

    private Action carriedOut(Acting acting, Action action) {
        var done = action.state() == State.AUTHORIZED || action.state() == State.EXECUTING
                ? proposing
                        .actuator(acting.tenant(), action)
                        .map(actuator -> new Executor(of(acting), pen.clock()).execute(action, actuator, lease()))
                        .orElse(action)
                : action;
        if (done.state() == State.EXECUTED) {
            runAgain(acting.tenant(), done);
        }
        return done;
    }

    /// As soon as the agent follows its pin, and then every hour until a run can tell.
    private void runAgain(Tenant tenant, Action action) {
        var settled = action.executedAt().orElseThrow().plus(settles(action)).truncatedTo(ChronoUnit.MILLIS);
        var waited = Duration.between(settled, pen.clock().instant());
        var suite = suites.of(tenant, action.subject()).filter(Suites.Suite::runnable);
        if (!waited.isNegative() && suite.isPresent()) {
            var times = waited.dividedBy(AGAIN);
            suites.runAgain(tenant, suite.get().pact(), settled.plus(AGAIN.multipliedBy(times)));
        }
    }

    private Duration settles(Action action) {
        return action.kind() == Action.Kind.REMEDIATE
                ? Duration.ZERO
                : switchboard.settles(UUID.fromString(action.subject().organisation()), action.subject());
    }

    private long lease() {
        return pen.database().anonymous(Circumstances::lease);
    }
}
