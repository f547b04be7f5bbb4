package dev.holdfast.alerting.action;

import dev.holdfast.alerting.action.Preconditions.Blocker;
import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.pact.Response;
import java.util.List;
import java.util.Optional;

/// Whether an action is proposed, and whether it needs a person.
public final class ActionPolicy {
    private ActionPolicy() {}

    /// What a run leads to.
    public sealed interface Decision {}

    /// No action.
    public record Nothing(String why) implements Decision {}

    /// This one: authorised, waiting for a person, or blocked.
    public record Proposed(Action action) implements Decision {}

    /// What the pact asks for after a run.
    ///
    /// Without enough evidence nothing is proposed: an outage or a doubt leads nowhere, however often it comes.
    /// Where all preconditions hold, the service decides by itself; where some do not, it asks, and says which.
    public static Decision after(Situation situation, Limits limits) {
        if (!(situation.incident().identity() instanceof Identity.Drift drift)
                || !situation.incident().isOpen()) {
            return new Nothing("there is no open drift");
        }
        if (situation.response().mode() == Response.Approval.OBSERVE) {
            return new Nothing("the pact wants to be told only");
        }
        var blockers = Preconditions.blockers(situation, limits);
        var doubt = blockers.stream().filter(ActionPolicy::isDoubt).findFirst();
        if (doubt.isPresent()) {
            return new Nothing(doubt.get().sentence());
        }
        if (isTried(situation)) {
            return new Nothing("going back was tried for this incident");
        }
        var action =
                proposal(situation, limits, drift, kind(situation.response().act()), remarks(blockers));
        return new Proposed(decided(action, blockers));
    }

    /// Because a person asks for it, and answers for it; the evidence is theirs to weigh.
    public static Decision asked(Situation situation, Limits limits, Action.Kind kind, String person, String reason) {
        if (!(situation.incident().identity() instanceof Identity.Drift drift)) {
            return new Nothing("a platform incident has no agent to take back");
        }
        var blockers = Preconditions.blockers(situation, limits).stream()
                .filter(blocker -> blocker.precondition().isForEverybody())
                .toList();
        var action = proposal(situation, limits, drift, kind, List.of());
        return new Proposed(
                blockers.isEmpty()
                        ? action.authorized(Optional.of(person), reason)
                        : action.to(State.BLOCKED, blockers.getFirst().sentence()));
    }

    private static boolean isDoubt(Blocker blocker) {
        return switch (blocker.precondition()) {
            case PROMISED, EVIDENCE, PERSISTENT -> true;
            case CONTROL_HEALTHY, ATTRIBUTED, BUDGET, BREAKER_CLOSED, ALLOWED -> false;
            case DESTINATION, ALONE, FENCED, VERIFIABLE -> false;
        };
    }

    /// Once for an incident: if going back has not helped, going back again will not either.
    private static boolean isTried(Situation situation) {
        return situation.earlier().stream()
                .filter(action -> action.incident().equals(situation.incident().id()))
                .anyMatch(action -> action.state() != State.BLOCKED && action.state() != State.EXPIRED);
    }

    private static Action decided(Action action, List<Blocker> blockers) {
        var impossible = blockers.stream()
                .filter(blocker -> blocker.precondition().isForEverybody())
                .findFirst();
        if (impossible.isPresent()) {
            return action.to(State.BLOCKED, impossible.get().sentence());
        }
        return blockers.isEmpty()
                ? action.authorized(Optional.empty(), "every precondition holds")
                : action.to(State.AWAITING_APPROVAL, "a person decides");
    }

    private static List<String> remarks(List<Blocker> blockers) {
        return blockers.stream()
                .filter(blocker -> blocker.precondition() != Precondition.ALLOWED)
                .map(Blocker::sentence)
                .toList();
    }

    private static Action proposal(
            Situation situation, Limits limits, Identity.Drift drift, Action.Kind kind, List<String> remarks) {
        var now = situation.now();
        var number = situation.earlier().size();
        return new Action(
                "act_"
                        + Digest.of(situation.incident().id() + "#" + number + "@" + now)
                                .hex()
                                .substring(0, 16),
                situation.incident().id(),
                drift.subject(),
                drift.promise(),
                kind,
                situation.response().mode(),
                State.PROPOSED,
                situation.pinned() instanceof Reading.Current current ? current.model() : "unknown",
                situation.destination().orElse(Destination.named("unknown")),
                situation.lease(),
                now,
                now.plus(limits.approvalTime()),
                remarks,
                Preconditions.checks(situation, limits),
                situation.rehearsal(),
                false,
                Optional.empty(),
                "proposed",
                Optional.empty(),
                1);
    }

    private static Action.Kind kind(Response.Act act) {
        return switch (act) {
            case Response.Act.Rollback _, Response.Act.Nothing _ -> Action.Kind.ROLLBACK;
            case Response.Act.Pin _ -> Action.Kind.PIN;
            case Response.Act.Remediate _ -> Action.Kind.REMEDIATE;
        };
    }
}
