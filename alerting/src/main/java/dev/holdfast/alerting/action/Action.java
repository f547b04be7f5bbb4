package dev.holdfast.alerting.action;

import dev.holdfast.alerting.actuator.Order;
import dev.holdfast.alerting.actuator.Rehearsal;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Response.Approval;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One attempt to set an agent back. It is decided once, authorised once and done once.
///
/// @param promise    that has to be kept again for it to have helped
/// @param expected   model that is pinned when it begins; anything else stops it
/// @param epoch      of whoever carries it out; the system that holds the pin takes no lower one
/// @param notAfter   when it may no longer begin
/// @param remarks    preconditions of an automatic action that do not hold, for whoever approves
/// @param checks     every precondition, as it was when this was proposed
/// @param rehearsal  what it sets, and what it leaves as it is
/// @param automatic  whether nobody approved it
/// @param by         who approved, rejected or asked for it
/// @param why        of its last state, in words
/// @param executedAt when it was done
/// @param version    counts its states
public record Action(
        String id,
        String incident,
        Subject subject,
        String promise,
        Kind kind,
        Approval mode,
        State state,
        String expected,
        Destination destination,
        long epoch,
        Instant proposedAt,
        Instant notAfter,
        List<String> remarks,
        List<Preconditions.Check> checks,
        Rehearsal rehearsal,
        boolean automatic,
        Optional<String> by,
        String why,
        Optional<Instant> executedAt,
        int version) {
    public Action {
        remarks = List.copyOf(remarks);
        checks = List.copyOf(checks);
    }

    /// What it does.
    public enum Kind {
        /// To what was certified.
        ROLLBACK,
        /// To a model that the pact or a person names.
        PIN,
        /// A hook does it.
        REMEDIATE
    }

    /// What an approval has to quote. Whoever approves one thing cannot be made to have approved another.
    ///
    /// SHA-256 of the canonical JSON. It holds texts only, for which [Json#canonical] is what RFC 8785 asks for.
    public Digest approvalDigest() {
        return Json.digest(Map.of(
                "id", id,
                "subject", subject,
                "kind", kind,
                "expected", expected,
                "destination", destination,
                "not_after", notAfter.toString()));
    }

    /// What happens next, in words for whoever is told.
    public String outlook() {
        return switch (state) {
            case PROPOSED, AWAITING_APPROVAL ->
                words() + " waits for a person until " + notAfter.truncatedTo(ChronoUnit.MINUTES)
                        + (remarks.isEmpty() ? "" : remark()) + ". It would set " + scope() + ".";
            case AUTHORIZED, EXECUTING -> words() + " is being done. It sets " + scope() + ".";
            case EXECUTED -> words() + " is done; the suite runs again to show whether it has helped.";
            case VERIFIED -> words() + " has helped: " + why;
            case REJECTED, EXPIRED, SUPERSEDED, BLOCKED, FAILED -> words() + " was not done: " + why + ".";
            case UNVERIFIED -> why + " Nothing more is done by itself.";
        };
    }

    /// Where the pact lets a person decide in any case, it is not the reason for asking.
    private String remark() {
        return (mode == Approval.AUTO ? ", because " : "; to be weighed: ") + String.join(", and ", remarks);
    }

    /// What is done, as the subject of a sentence.
    String words() {
        return switch (kind) {
            case ROLLBACK -> "Going back to " + destination.model();
            case PIN -> "Pinning " + destination.model();
            case REMEDIATE -> "The hook \"" + destination.model() + "\"";
        };
    }

    private String scope() {
        var sets = rehearsal.changes().isEmpty() ? "nothing" : String.join(", ", rehearsal.changes());
        return rehearsal.cannot().isEmpty() ? sets : sets + ", and cannot set " + String.join(", ", rehearsal.cannot());
    }

    public Order order() {
        return new Order(id, expected, destination.model(), destination.digests(), epoch);
    }

    /// What changes from one state to the next.
    private record Step(
            State state, long epoch, boolean automatic, Optional<String> by, String why, Optional<Instant> executedAt) {
        Step at(State next, String reason) {
            return new Step(next, epoch, automatic, by, reason, executedAt);
        }

        Step of(boolean alone, Optional<String> person) {
            return new Step(state, epoch, alone, person, why, executedAt);
        }

        Step under(long lease) {
            return new Step(state, lease, automatic, by, why, executedAt);
        }

        Step done(Instant at) {
            return new Step(state, epoch, automatic, by, why, Optional.of(at));
        }
    }

    /// The next state.
    ///
    /// @throws IllegalStateException for one that cannot follow
    Action to(State next, String reason) {
        return then(step(next, reason));
    }

    /// What it was proposed for is over, or somebody does something else instead.
    ///
    /// @return empty where it has begun, or has ended
    public Optional<Action> superseded(String reason) {
        return state.mayBecome(State.SUPERSEDED) ? Optional.of(to(State.SUPERSEDED, reason)) : Optional.empty();
    }

    /// Something that nobody can decide away has come up since it was proposed.
    public Action blocked(String reason) {
        return to(State.BLOCKED, reason);
    }

    Action authorized(Optional<String> person, String reason) {
        return then(step(State.AUTHORIZED, reason).of(person.isEmpty(), person));
    }

    Action endedBy(State next, String person, String reason) {
        return then(step(next, reason).of(automatic, Optional.of(person)));
    }

    /// Begun, or taken up again by whoever holds the lease now.
    Action begun(long lease) {
        return then(
                state == State.EXECUTING
                        ? now().at(state, "taken up again").under(lease)
                        : step(State.EXECUTING, "begun").under(lease));
    }

    Action done(Instant at, String reason) {
        return then(step(State.EXECUTED, reason).done(at));
    }

    private Step now() {
        return new Step(state, epoch, automatic, by, why, executedAt);
    }

    private Step step(State next, String reason) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException(id + " is " + state + " and cannot become " + next);
        }
        return now().at(next, reason);
    }

    private Action then(Step step) {
        return new Action(
                id,
                incident,
                subject,
                promise,
                kind,
                mode,
                step.state,
                expected,
                destination,
                step.epoch,
                proposedAt,
                notAfter,
                remarks,
                checks,
                rehearsal,
                step.automatic,
                step.by,
                step.why,
                step.executedAt,
                version + 1);
    }
}
