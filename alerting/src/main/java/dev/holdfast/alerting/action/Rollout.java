package dev.holdfast.alerting.action;

import dev.holdfast.alerting.actuator.Order;
import dev.holdfast.alerting.incident.Subject;
import dev.holdfast.schema.evaluation.Evaluation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A candidate that goes out in steps, each of which a passing run allows.
///
/// @param expected model that is pinned when it begins
/// @param gate     that let the candidate go
/// @param percent  of the traffic that goes to the candidate now, or is to
/// @param epoch    of whoever sets it
/// @param setAt    when the share was set; absent while it is being set
/// @param by       who began it
/// @param why      of its last step, in words
/// @param version  counts its steps
public record Rollout(
        String id,
        Subject subject,
        String expected,
        String candidate,
        String gate,
        Phase phase,
        int percent,
        long epoch,
        Optional<Instant> setAt,
        String by,
        String why,
        int version) {
    /// What goes to the candidate, step by step.
    public static final List<Integer> STEPS = List.of(5, 25, 100);

    public enum Phase {
        GOING,
        /// All of the traffic goes to the candidate, and a run has passed since.
        DONE,
        /// None of it does: a run failed, or a person stopped it.
        BACK,
        /// Whoever holds the pin did not do it.
        FAILED
    }

    public boolean isOver() {
        return phase != Phase.GOING && setAt.isPresent();
    }

    /// One gate lets one candidate go once.
    public static Rollout begun(Subject subject, String expected, String candidate, String gate, String by) {
        return new Rollout(
                "rol_" + gate,
                subject,
                expected,
                candidate,
                gate,
                Phase.GOING,
                STEPS.getFirst(),
                0,
                Optional.empty(),
                by,
                "a gate let it go",
                1);
    }

    /// What a run says of the share that is out. An error or a doubt leaves it where it is.
    ///
    /// @param settles how long the traffic takes to follow; a run that was begun before then says nothing
    public Optional<Rollout> after(Evaluation run, Duration settles) {
        var begun = run.candidate().at().orElse(run.at());
        if (phase != Phase.GOING
                || run.isEmpty()
                || setAt.filter(at -> !begun.isBefore(at.plus(settles))).isEmpty()) {
            return Optional.empty();
        }
        return switch (run.verdict()) {
            case PASS -> Optional.of(further());
            case FAIL -> Optional.of(back("a run failed: " + run.headline()));
            case INCONCLUSIVE, ERROR -> Optional.empty();
        };
    }

    private Rollout further() {
        var next = STEPS.indexOf(percent) + 1;
        return next < STEPS.size()
                ? with(Phase.GOING, STEPS.get(next), Optional.empty(), "a run passed at " + percent + " %")
                : with(Phase.DONE, percent, setAt, "a run passed at " + percent + " %");
    }

    /// None of the traffic to the candidate any more.
    public Rollout back(String reason) {
        return with(Phase.BACK, 0, Optional.empty(), reason);
    }

    /// The share is set.
    public Rollout set(Instant at) {
        return with(phase, percent, Optional.of(at), why);
    }

    public Rollout failed(String reason, Instant at) {
        return with(Phase.FAILED, percent, Optional.of(at), reason);
    }

    /// Taken up by whoever holds this lease.
    public Rollout under(long lease) {
        return new Rollout(id, subject, expected, candidate, gate, phase, percent, lease, setAt, by, why, version + 1);
    }

    /// What is asked of whoever holds the pin.
    public Order order() {
        return new Order(id + "-" + percent, expected, candidate, epoch);
    }

    private Rollout with(Phase next, int share, Optional<Instant> at, String reason) {
        return new Rollout(id, subject, expected, candidate, gate, next, share, epoch, at, by, reason, version + 1);
    }
}
