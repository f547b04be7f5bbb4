package dev.holdfast.alerting.action;

import dev.holdfast.alerting.actuator.Order;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.json.Digest;
import dev.holdfast.schema.json.Json;
import dev.holdfast.schema.pact.Response.Approval;
import java.time.Instant;
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
        boolean automatic,
        Optional<String> by,
        String why,
        Optional<Instant> executedAt,
        int version) {
    public Action {
        remarks = List.copyOf(remarks);
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

    public Order order() {
        return new Order(id, expected, destination.model(), destination.digests(), epoch);
    }

    /// The next state.
    ///
    /// @throws IllegalStateException for one that cannot follow
    Action to(State next, String reason) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException(id + " is " + state + " and cannot become " + next);
        }
        return with(next, version + 1, reason, epoch);
    }

    Action remarked(List<String> words) {
        return new Action(
                id,
                incident,
                subject,
                promise,
                kind,
                mode,
                state,
                expected,
                destination,
                epoch,
                proposedAt,
                notAfter,
                words,
                automatic,
                by,
                why,
                executedAt,
                version);
    }

    Action authorized(Optional<String> person, String reason) {
        var next = to(State.AUTHORIZED, reason);
        return next.with(person.isEmpty(), person, next.executedAt);
    }

    Action endedBy(State next, String person, String reason) {
        return to(next, reason).with(automatic, Optional.of(person), executedAt);
    }

    /// Begun, or taken up again by whoever holds the lease now.
    Action begun(long lease) {
        return state == State.EXECUTING
                ? with(state, version + 1, "taken up again", lease)
                : to(State.EXECUTING, "begun").with(State.EXECUTING, version + 1, "begun", lease);
    }

    Action done(Instant at, String reason) {
        return to(State.EXECUTED, reason).with(automatic, by, Optional.of(at));
    }

    private Action with(State next, int number, String reason, long lease) {
        return new Action(
                id,
                incident,
                subject,
                promise,
                kind,
                mode,
                next,
                expected,
                destination,
                lease,
                proposedAt,
                notAfter,
                remarks,
                automatic,
                by,
                reason,
                executedAt,
                number);
    }

    private Action with(boolean alone, Optional<String> person, Optional<Instant> at) {
        return new Action(
                id,
                incident,
                subject,
                promise,
                kind,
                mode,
                state,
                expected,
                destination,
                epoch,
                proposedAt,
                notAfter,
                remarks,
                alone,
                person,
                why,
                at,
                version);
    }
}
