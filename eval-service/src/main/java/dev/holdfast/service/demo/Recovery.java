package dev.holdfast.service.demo;

import dev.holdfast.alerting.action.Action;
import dev.holdfast.alerting.action.ActionPolicy;
import dev.holdfast.alerting.action.Approval;
import dev.holdfast.alerting.action.Breaker;
import dev.holdfast.alerting.action.Destination;
import dev.holdfast.alerting.action.Executor;
import dev.holdfast.alerting.action.Limits;
import dev.holdfast.alerting.action.Situation;
import dev.holdfast.alerting.action.Verification;
import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.actuator.Order;
import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.actuator.Rehearsal;
import dev.holdfast.alerting.incident.Alarm;
import dev.holdfast.alerting.incident.Contact;
import dev.holdfast.alerting.incident.Decision;
import dev.holdfast.alerting.incident.Incident;
import dev.holdfast.alerting.incident.IncidentPolicy;
import dev.holdfast.alerting.incident.Occasion;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.alerting.notify.Grouping;
import dev.holdfast.alerting.notify.Links;
import dev.holdfast.alerting.notify.Message;
import dev.holdfast.alerting.notify.MessageWriter;
import dev.holdfast.alerting.notify.Outlook;
import dev.holdfast.alerting.notify.Reason;
import dev.holdfast.schema.baseline.Baseline;
import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Pact;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// From an alarm to the proof that going back has helped, on one machine: everything is kept in this object.
final class Recovery {
    private static final long LEASE = 1;

    private final Pact pact;
    private final Subject subject;
    private final Baseline baseline;
    private final Actuator actuator;
    private final InstantSource clock;

    Recovery(Pact pact, Baseline baseline, Actuator actuator, InstantSource clock) {
        this.pact = pact;
        this.subject = new Subject("demo", pact.name(), pact.name(), "local");
        this.baseline = baseline;
        this.actuator = actuator;
        this.clock = clock;
    }

    /// The incident that the newest run opens; empty where the watch is not in alarm.
    Optional<Incident> incident(Evaluation newest, List<Alarm> alarms) {
        var occasion = new Occasion(subject, newest, alarms, List.of(), Contact.of(pact));
        return IncidentPolicy.after(occasion, List.of()).stream()
                .map(dev.holdfast.alerting.incident.Change::incident)
                .findFirst();
    }

    /// What the pact asks for, if the evidence bears it.
    Optional<Action> proposed(Incident incident, Evaluation newest, List<Verdict> recent) {
        var destination = Destination.of(baseline.certificate());
        var pinned = actuator.read();
        var situation = new Situation(
                incident,
                newest,
                pact.onDrift(),
                recent,
                Situation.Health.UNKNOWN,
                destination,
                true,
                false,
                rehearsal(destination, pinned),
                pinned,
                List.of(),
                false,
                Breaker.CLOSED,
                LEASE,
                true,
                clock.instant());
        return ActionPolicy.after(situation, Limits.DEFAULT) instanceof ActionPolicy.Proposed(var action)
                ? Optional.of(action)
                : Optional.empty();
    }

    private Rehearsal rehearsal(Optional<Destination> destination, Reading pinned) {
        return pinned instanceof Reading.Current(var model, var _, var _) && destination.isPresent()
                ? actuator.rehearse(new Order(
                        "rehearsal",
                        model,
                        destination.get().model(),
                        destination.get().digests(),
                        LEASE))
                : new Rehearsal(List.of(), actuator.cannot(), Optional.empty());
    }

    /// What the person on call reads.
    Message message(Incident incident, Action action) {
        var steps = List.of("approve " + action.id(), "reject it", "accept the new behaviour", "silence");
        var writer = new MessageWriter(
                Links.NONE, _ -> new Outlook(action.outlook(), steps), _ -> Optional.empty(), Duration.ofHours(6));
        return writer.write(
                new Grouping.Tell(
                        incident.id(),
                        1,
                        Reason.FIRST_NOTIFICATION,
                        List.of(incident),
                        List.of(),
                        pact.onDrift().recipients()),
                clock.instant());
    }

    /// The action once a person has approved it and it was carried out.
    Action approved(Action action, String person) {
        var approval = new Approval(true, person, "the demo goes on", action.approvalDigest(), clock.instant());
        return switch (approval.on(action)) {
            case Approval.Taken(var taken) -> new Executor((_, _) -> true, clock).execute(taken, actuator, LEASE);
            case Approval.NotTaken(var why) -> throw new IllegalStateException(why);
        };
    }

    /// The action after the suite was run again.
    Action verified(Action action, Evaluation run) {
        return Verification.after(action, run, Duration.ZERO).orElse(action);
    }

    /// The incident, once its action is verified.
    Incident resolved(Incident incident, Action action) {
        return new Decision(Decision.What.VERIFIED, "holdfast", action.why(), clock.instant())
                .on(incident)
                .orElseThrow()
                .incident();
    }
}
