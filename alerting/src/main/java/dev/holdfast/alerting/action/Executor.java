package dev.holdfast.alerting.action;

import dev.holdfast.alerting.actuator.Actuator;
import dev.holdfast.alerting.actuator.Setting;
import java.time.Duration;
import java.time.InstantSource;

/// Carries out what was authorised: written down first, then done, then written down.
///
/// Whatever happens between the lines, calling it again with the journal's action leads to the same end: the order
/// keeps its id, and the system that holds the pin is asked what is there before it is asked to change.
public final class Executor {
    /// After this long without knowing whether it was done, it counts as failed.
    private static final Duration DOUBT = Duration.ofHours(1);

    private final ActionJournal journal;
    private final InstantSource clock;

    public Executor(ActionJournal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /// The action as it is afterwards; in `EXECUTING` if nobody can tell yet.
    ///
    /// @param lease epoch of the caller's lease
    public Action execute(Action action, Actuator actuator, long lease) {
        return switch (action.state()) {
            case AUTHORIZED -> begin(action, actuator, lease);
            case EXECUTING -> takeUp(action, actuator, lease);
            case PROPOSED, AWAITING_APPROVAL, EXECUTED -> action;
            case VERIFIED, REJECTED, EXPIRED, SUPERSEDED, BLOCKED, FAILED, UNVERIFIED -> action;
        };
    }

    private Action begin(Action action, Actuator actuator, long lease) {
        if (clock.instant().isAfter(action.notAfter())) {
            return written(action, action.to(State.EXPIRED, "it was not begun in time"));
        }
        var begun = action.begun(lease);
        return journal.write(action, begun) ? carriedOut(begun, actuator) : action;
    }

    /// After a crash, or where nobody could tell.
    private Action takeUp(Action action, Actuator actuator, long lease) {
        if (lease < action.epoch()) {
            return action;
        }
        var mine = action.begun(lease);
        return journal.write(action, mine) ? carriedOut(mine, actuator) : action;
    }

    private Action carriedOut(Action action, Actuator actuator) {
        return switch (actuator.set(action.order())) {
            case Setting.Applied(var effective, var _) ->
                written(action, action.done(clock.instant(), effective + " answers now"));
            case Setting.Conflict(var current) ->
                failed(action, "pinned was " + current + ", not " + action.expected() + "; somebody else is at it");
            case Setting.Stale(var epoch) -> failed(action, "somebody with the later lease " + epoch + " was here");
            case Setting.Refused(var reason) -> failed(action, reason);
            case Setting.Unknown(var reason) ->
                clock.instant().isAfter(action.notAfter().plus(DOUBT))
                        ? failed(action, "it is not known whether it was done: " + reason)
                        : action;
        };
    }

    private Action failed(Action action, String reason) {
        return written(action, action.to(State.FAILED, reason));
    }

    private Action written(Action before, Action after) {
        return journal.write(before, after) ? after : before;
    }
}
