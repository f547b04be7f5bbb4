package dev.holdfast.alerting.action;

import static dev.holdfast.alerting.action.Precondition.ALLOWED;
import static dev.holdfast.alerting.action.Precondition.ALONE;
import static dev.holdfast.alerting.action.Precondition.ATTRIBUTED;
import static dev.holdfast.alerting.action.Precondition.BREAKER_CLOSED;
import static dev.holdfast.alerting.action.Precondition.BUDGET;
import static dev.holdfast.alerting.action.Precondition.CONTROL_HEALTHY;
import static dev.holdfast.alerting.action.Precondition.DESTINATION;
import static dev.holdfast.alerting.action.Precondition.EVIDENCE;
import static dev.holdfast.alerting.action.Precondition.FENCED;
import static dev.holdfast.alerting.action.Precondition.PERSISTENT;
import static dev.holdfast.alerting.action.Precondition.PROMISED;
import static dev.holdfast.alerting.action.Precondition.VERIFIABLE;

import dev.holdfast.alerting.actuator.Reading;
import dev.holdfast.alerting.incident.Identity;
import dev.holdfast.alerting.incident.Sighting;
import dev.holdfast.schema.evaluation.Attribution;
import dev.holdfast.schema.evaluation.Evidence;
import dev.holdfast.schema.evaluation.Finding;
import dev.holdfast.schema.evaluation.Verdict;
import dev.holdfast.schema.pact.Mode;
import dev.holdfast.schema.pact.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Which preconditions do not hold, and why.
public final class Preconditions {
    private final Situation at;
    private final Limits limits;
    private final List<Blocker> blockers = new ArrayList<>();

    /// One that does not hold.
    public record Blocker(Precondition precondition, String sentence) {}

    /// Each precondition and whether it holds, for whoever looks at it.
    ///
    /// @param forEverybody whether a person cannot decide otherwise
    /// @param sentence     what holds, or why it does not
    public record Check(Precondition precondition, boolean holds, boolean forEverybody, String sentence) {}

    private Preconditions(Situation at, Limits limits) {
        this.at = at;
        this.limits = limits;
    }

    /// In the order of [Precondition]; empty when all of them hold.
    public static List<Blocker> blockers(Situation situation, Limits limits) {
        var check = new Preconditions(situation, limits);
        check.evidence();
        check.surroundings();
        check.budget();
        check.destination();
        return check.blockers.stream()
                .sorted(java.util.Comparator.comparing(Blocker::precondition))
                .toList();
    }

    /// All of them, in their order.
    public static List<Check> checks(Situation situation, Limits limits) {
        var blockers = blockers(situation, limits);
        return Arrays.stream(Precondition.values())
                .map(each -> check(each, blockers))
                .toList();
    }

    private static Check check(Precondition precondition, List<Blocker> blockers) {
        var against = blockers.stream()
                .filter(blocker -> blocker.precondition() == precondition)
                .findFirst();
        return new Check(
                precondition,
                against.isEmpty(),
                precondition.isForEverybody(),
                against.map(Blocker::sentence).orElse(precondition.words()));
    }

    private void evidence() {
        var sighting = at.incident().latest();
        need(
                PROMISED,
                isEnforced() && sighting.verdict() == Verdict.FAIL,
                "the newest run shows no enforced promise broken");
        need(
                PROMISED,
                sighting.evaluation().equals(at.evaluation().id()),
                "the newest run is no evidence about the agent");
        need(PROMISED, !(at.response().act() instanceof Response.Act.Nothing), "the pact asks for no action");
        var replays = sighting.measured().map(Sighting.Measured::replays).orElse(sighting.replays());
        need(EVIDENCE, replays >= limits.replays(), "only " + replays + " replays were valid");
        need(EVIDENCE, sighting.failedShare() <= limits.invalidShare(), "too many replays failed");
        need(EVIDENCE, sighting.confirmed(), "the interval does not lie wholly beyond the limit");
        var last = at.recent().stream().limit(limits.lastRuns()).toList();
        var failing = last.stream().filter(verdict -> verdict == Verdict.FAIL).count();
        need(
                PERSISTENT,
                failing >= limits.failing() && !last.isEmpty() && last.getFirst() == Verdict.FAIL,
                failing + " of the last " + last.size() + " runs show it");
    }

    private void surroundings() {
        switch (at.health()) {
            case HEALTHY -> {}
            case UNHEALTHY -> block(CONTROL_HEALTHY, "the control moved as well, or what scores did");
            case UNKNOWN -> block(CONTROL_HEALTHY, "no control was asked that could show that it is the agent alone");
        }
        need(ATTRIBUTED, isAttributed(), unattributed());
        need(BREAKER_CLOSED, at.breaker().isClosed(), at.breaker().reason());
        need(ALLOWED, at.response().mode() == Response.Approval.AUTO, "the pact lets a person decide");
        need(VERIFIABLE, at.verifiable(), "the suite cannot be run again afterwards");
    }

    private void budget() {
        need(BUDGET, !at.frozen(), "nothing may be changed now");
        var done = at.earlier().stream()
                .filter(action -> action.executedAt().isPresent())
                .toList();
        var cooled = done.stream()
                .flatMap(action -> action.executedAt().stream())
                .noneMatch(when -> when.plus(limits.cooldown()).isAfter(at.now()));
        need(
                BUDGET,
                cooled,
                "the last action was less than " + limits.cooldown().toHours() + " hours ago");
        var today = done.stream()
                .filter(Action::automatic)
                .flatMap(action -> action.executedAt().stream())
                .filter(when -> when.plus(java.time.Duration.ofDays(1)).isAfter(at.now()))
                .count();
        need(BUDGET, today < limits.perDay(), today + " automatic actions in the last 24 hours");
        var alone = done.stream().takeWhile(Action::automatic).count();
        need(BUDGET, alone < limits.inARow(), alone + " automatic actions in a row without a person");
        need(
                BUDGET,
                done.stream()
                        .findFirst()
                        .filter(last -> last.state() == State.UNVERIFIED && last.automatic())
                        .isEmpty(),
                "the last automatic action has not helped");
    }

    private void destination() {
        if (at.destination().isEmpty()) {
            block(DESTINATION, "nothing was certified that names a model");
        } else {
            var destination = at.destination().get();
            var certified = destination.certificate().isPresent();
            need(DESTINATION, !certified || at.trusted(), "the certificate is not trusted, or is of another pact");
            need(DESTINATION, !at.quarantined(), destination.model() + " is in quarantine");
            at.rehearsal().refusal().ifPresent(why -> block(DESTINATION, why));
        }
        switch (at.pinned()) {
            case Reading.Unreadable(var why) -> block(DESTINATION, why);
            case Reading.Current(var model, var epoch, var _) -> {
                var same = at.destination().map(Destination::model).equals(Optional.of(model));
                need(DESTINATION, !same, model + " is pinned already");
                need(FENCED, epoch <= at.lease(), "somebody with a later lease was here");
            }
        }
        var open = at.earlier().stream()
                .filter(action -> !action.state().isEnded())
                .findFirst();
        open.ifPresent(action -> block(ALONE, action.id() + " is under way"));
    }

    private boolean isEnforced() {
        return promise()
                .filter(finding -> finding.promised().mode() == Mode.ENFORCE)
                .isPresent();
    }

    private Optional<Finding> promise() {
        return at.incident().identity() instanceof Identity.Drift drift
                ? at.evaluation().findings().stream()
                        .filter(finding -> finding.promised().id().equals(drift.promise()))
                        .findFirst()
                : Optional.empty();
    }

    /// A part of the agent is another one, or the control stayed where it was while the agent moved.
    private boolean isAttributed() {
        var attribution = at.evaluation().attribution();
        var changed = attribution.stream()
                .flatMap(each -> each.changed().stream())
                .anyMatch(part -> part.mover().isOfTheAgent());
        var beyondControl = at.health() == Situation.Health.HEALTHY
                && promise()
                        .flatMap(finding -> attribution.flatMap(each -> each.of(finding)))
                        .filter(Attribution.Explained::moved)
                        .isPresent();
        var controlled = promise().flatMap(finding -> attribution.flatMap(each -> each.of(finding))).stream()
                .map(Attribution.Explained::suspects)
                .flatMap(List::stream)
                .anyMatch(
                        suspect -> suspect.mover().isOfTheAgent() && suspect.evidence() instanceof Evidence.Controlled);
        return changed || beyondControl || controlled;
    }

    /// That nothing else changed points to the model; it does not show it.
    private String unattributed() {
        var excluded = promise()
                .flatMap(finding -> at.evaluation().attribution().flatMap(each -> each.of(finding)))
                .map(Attribution.Explained::suspects)
                .stream()
                .flatMap(List::stream)
                .anyMatch(suspect -> suspect.evidence() instanceof Evidence.Remainder);
        return excluded
                ? "only that nothing else changed points to the model"
                : "no part of the agent is shown to have changed";
    }

    private void need(Precondition precondition, boolean holds, String sentence) {
        if (!holds) {
            block(precondition, sentence);
        }
    }

    private void block(Precondition precondition, String sentence) {
        blockers.add(new Blocker(precondition, sentence));
    }
}
