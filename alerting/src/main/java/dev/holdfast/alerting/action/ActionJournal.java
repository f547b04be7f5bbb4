package dev.holdfast.alerting.action;

/// Where actions are written down before anything is done.
public interface ActionJournal {
    /// Writes the next state, together with its line in the audit log. When this returns, it is there to stay.
    ///
    /// @return false if the action is no longer in the state that it was in: somebody else is at it
    boolean write(Action before, Action after);
}
