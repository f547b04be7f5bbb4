package dev.holdfast.alerting.action;

import dev.holdfast.schema.evaluation.Evaluation;
import dev.holdfast.schema.evaluation.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether going back has helped.
public final class Verification {
    /// After this long without an answer it has not helped, as far as anybody can show.
    private static final Duration PATIENCE = Duration.ofDays(1);

    private Verification() {}

    /// The action after a run that was made since it was done; empty where the run cannot tell.
    ///
    /// Only a promise that is shown to be kept verifies, and only one that is shown to be broken does the contrary.
    ///
    /// @param settles how long the agent takes to follow its pin; no run that was begun before then counts
    public static Optional<Action> after(Action action, Evaluation run, Duration settles) {
        var begun = run.candidate().at().orElse(run.at());
        if (action.state() != State.EXECUTED
                || action.executedAt()
                        .filter(done -> !begun.isBefore(done.plus(settles)))
                        .isEmpty()) {
            return Optional.empty();
        }
        return run.findings().stream()
                .filter(finding -> finding.promised().id().equals(action.promise()))
                .findFirst()
                .flatMap(finding -> after(action, finding));
    }

    private static Optional<Action> after(Action action, Finding finding) {
        return switch (finding) {
            case Finding.Kept kept -> Optional.of(action.to(State.VERIFIED, kept.sentence()));
            case Finding.Broken broken ->
                Optional.of(action.to(State.UNVERIFIED, action.words() + " has not helped. " + broken.sentence()));
            case Finding.Inconclusive _, Finding.NotMeasured _ -> Optional.empty();
        };
    }

    /// An action that could not be verified for too long.
    public static Optional<Action> overdue(Action action, Instant now) {
        return action.state() == State.EXECUTED
                        && action.executedAt()
                                .filter(done -> done.plus(PATIENCE).isBefore(now))
                                .isPresent()
                ? Optional.of(action.to(State.UNVERIFIED, "No run could tell for " + PATIENCE.toHours() + " hours."))
                : Optional.empty();
    }

    /// An approval that nobody gave.
    public static Optional<Action> expired(Action action, Instant now) {
        var waiting = action.state() == State.AWAITING_APPROVAL || action.state() == State.PROPOSED;
        return waiting && now.isAfter(action.notAfter())
                ? Optional.of(action.to(State.EXPIRED, "nobody approved it in time"))
                : Optional.empty();
    }
}
