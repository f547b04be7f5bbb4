package dev.holdfast.alerting.action;

import static dev.holdfast.alerting.Examples.MORNING;
import static dev.holdfast.alerting.Examples.broken;
import static dev.holdfast.alerting.Examples.incident;

import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.actuator.Rehearsal;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// A situation in which every precondition holds, and what may be otherwise in it.
final class Situations {
    static final String BAD = "model-bad";
    static final String GOOD = "model-good";
    static final long LEASE = 7;

    Incident incident = incident();
    Evaluation evaluation = broken(MORNING);
    Response.Approval mode = Response.Approval.AUTO;
    Response.Act act = new Response.Act.Rollback();
    List<Verdict> recent = List.of(Verdict.FAIL, Verdict.FAIL, Verdict.PASS);
    Situation.Health health = Situation.Health.HEALTHY;
    Optional<Destination> destination = Optional.of(
            new Destination(GOOD, Optional.of(Digest.of("certificate").value()), new TreeMap<>()));
    boolean trusted = true;
    boolean quarantined = false;
    Optional<String> refusal = Optional.empty();
    Reading pinned = new Reading.Current(BAD, 0, "r1");
    List<Action> earlier = List.of();
    boolean frozen = false;
    Breaker breaker = Breaker.CLOSED;
    long lease = LEASE;
    boolean verifiable = true;
    Instant now = MORNING;

    Situation situation() {
        return new Situation(
                incident,
                evaluation,
                new Response(List.of("oncall-cx"), act, mode),
                recent,
                health,
                destination,
                trusted,
                quarantined,
                new Rehearsal(List.of("the model from " + BAD + " to " + GOOD), List.of("the tools"), refusal),
                pinned,
                earlier,
                frozen,
                breaker,
                lease,
                verifiable,
                now);
    }

    /// What the policy makes of it.
    Action action() {
        return ((ActionPolicy.Proposed) ActionPolicy.after(situation(), Limits.DEFAULT)).action();
    }

    static Action authorized() {
        return new Situations().action();
    }

    static Action waiting() {
        var situations = new Situations();
        situations.mode = Response.Approval.APPROVE;
        return situations.action();
    }

    /// An automatic action of the past.
    static Action done(Instant at, State end) {
        var situations = new Situations();
        situations.now = at;
        var done = situations.action().begun(LEASE).done(at, "done");
        return end == State.EXECUTED ? done : done.to(end, "run");
    }

    static Action of(Action action, String incident) {
        return new Action(
                action.id(),
                incident,
                action.subject(),
                action.promise(),
                action.kind(),
                action.mode(),
                action.state(),
                action.expected(),
                action.destination(),
                action.epoch(),
                action.proposedAt(),
                action.notAfter(),
                action.remarks(),
                action.checks(),
                action.rehearsal(),
                action.automatic(),
                action.by(),
                action.why(),
                action.executedAt(),
                action.version());
    }
}
