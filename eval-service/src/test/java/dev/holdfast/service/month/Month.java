package dev.holdfast.service.month;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionPolicy;
import dev.holdfast.alerting.action.Approval;
import dev.holdfast.alerting.action.Breaker;
import dev.holdfast.alerting.action.Destination;
import dev.holdfast.alerting.action.Limits;
import dev.holdfast.alerting.action.Situation;
import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.actuator.Rehearsal;
import dev.holdfast.alerting.incident.Change;
import dev.holdfast.alerting.incident.Contact;
import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentPolicy;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Trouble;
import dev.holdfast.alerting.notify.Grouping;
import dev.holdfast.alerting.notify.Route;
import dev.holdfast.alerting.notify.Routing;
import dev.holdfast.alerting.notify.Told;
import dev.holdfast.baselines.watch.AlarmBudget;
import dev.holdfast.baselines.watch.Assurance;
import dev.holdfast.baselines.watch.Scale;
import dev.holdfast.baselines.watch.WatchPlan;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.pact.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// October with the whole fleet, hour by hour, with people who acknowledge and approve.
final class Month {
    private static final Duration TO_APPROVE = Duration.ofMinutes(40);
    private static final Response ROLL_BACK =
            new Response(List.of("oncall"), new Response.Act.Rollback(), Response.Approval.APPROVE);
    private static final Contact CONTACT = new Contact(Optional.empty(), List.of("oncall"), Optional.empty());
    private static final Routing ROUTING = new Routing(
            List.of(Route.to("owners", Map.of("kind", "platform"), List.of("service owners")), Route.DEFAULT),
            List.of());

    private final List<Watched> fleet;
    private final PriorityQueue<Due> agenda = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Map<String, Told> told = new HashMap<>();
    private final Map<String, Incident> incidents = new TreeMap<>();
    private final List<Heard> heard = new ArrayList<>();
    private final List<Action> actions = new ArrayList<>();

    /// What was said to whom.
    record Heard(Instant at, Grouping.Tell tell) {}

    private record Due(Instant at, Runnable what) {}

    Month(long seed) {
        var plan = WatchPlan.of(Scale.passFail(), new AlarmBudget(1, 1460), Assurance.CALIBRATED, seed);
        fleet = IntStream.range(0, Fleet.AGENTS)
                .mapToObj(agent -> new Watched(agent, plan, seed))
                .toList();
    }

    List<Heard> passes() {
        for (var agent = 0; agent < Fleet.AGENTS; agent++) {
            var number = agent;
            Fleet.runs(agent).forEach(at -> agenda.add(new Due(at, () -> run(number, at))));
        }
        for (var due = agenda.poll(); due != null; due = agenda.poll()) {
            due.what().run();
        }
        return heard;
    }

    List<Action> actions() {
        return actions;
    }

    List<Incident> incidents() {
        return List.copyOf(incidents.values());
    }

    private void run(int agent, Instant at) {
        var watched = fleet.get(agent);
        var seen = watched.run(at);
        keep(IncidentPolicy.after(
                new Occasion(Fleet.subject(agent), seen.evaluation(), seen.alarms(), troubles(agent, at), CONTACT),
                open()));
        tell(at);
        drift(agent).ifPresent(incident -> propose(agent, incident, seen.evaluation(), at));
    }

    private static List<Trouble> troubles(int agent, Instant at) {
        if (Fleet.isOut(agent, at)) {
            return List.of(new Trouble(
                    Identity.Part.TARGET, Fleet.provider(agent), Fleet.provider(agent) + " does not answer."));
        }
        return Fleet.isScoredByTheJudge(agent) && Fleet.isJudgeBroken(at)
                ? List.of(new Trouble(
                        Identity.Part.JUDGE, "judge-a", "judge-a agrees with its calibration set on 51 % of it."))
                : List.of();
    }

    private void propose(int agent, Incident incident, Evaluation newest, Instant at) {
        var situation = new Situation(
                incident,
                newest,
                ROLL_BACK,
                fleet.get(agent).verdicts(),
                Situation.Health.UNKNOWN,
                Optional.of(new Destination("certified", Optional.of("certificate"), new TreeMap<>())),
                true,
                false,
                new Rehearsal(List.of("the model"), List.of(), Optional.empty()),
                new Reading.Current("alias", 0, "1"),
                actions.stream()
                        .filter(action -> action.subject().equals(Fleet.subject(agent)))
                        .toList(),
                false,
                Breaker.CLOSED,
                1,
                true,
                at);
        if (ActionPolicy.after(situation, Limits.DEFAULT) instanceof ActionPolicy.Proposed(var action)) {
            actions.add(action);
            agenda.add(new Due(at.plus(TO_APPROVE), () -> approve(agent, action, at.plus(TO_APPROVE))));
        }
    }

    /// Somebody acknowledges, approves, and a run shows that it has helped.
    private void approve(int agent, Action action, Instant at) {
        var approval = new Approval(true, "kim", "the numbers are clear", action.approvalDigest(), at);
        if (approval.on(action) instanceof Approval.Taken(var taken)) {
            actions.set(actions.indexOf(action), taken);
            fleet.get(agent).takeBack();
            agenda.add(new Due(at.plusSeconds(600), () -> verify(agent, at.plusSeconds(600))));
        }
    }

    private void verify(int agent, Instant at) {
        fleet.get(agent).run(at);
        drift(agent)
                .flatMap(incident ->
                        new Decision(Decision.What.VERIFIED, "holdfast", "the promise is kept", at).on(incident))
                .ifPresent(change -> keep(List.of(change)));
        tell(at);
    }

    private Optional<Incident> drift(int agent) {
        return open().stream()
                .filter(incident -> incident.identity() instanceof Identity.Drift drift
                        && drift.subject().equals(Fleet.subject(agent)))
                .findFirst();
    }

    private List<Incident> open() {
        return incidents.values().stream().filter(Incident::isOpen).toList();
    }

    private void keep(List<Change> changes) {
        changes.forEach(change -> incidents.put(change.incident().id(), change.incident()));
    }

    private void tell(Instant now) {
        for (var group : ROUTING.groups(List.copyOf(incidents.values()), told, now)) {
            if (group.due(now) instanceof Grouping.Tell tell) {
                told.put(tell.group(), group.after(tell, now));
                heard.add(new Heard(now, tell));
            }
        }
    }
}
